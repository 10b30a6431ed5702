/** Closer to the end than this counts as reading along. */
const NEAR_END_PX = 60;

/** What the style sheet knows a list by whose reader has left its end. */
const SCROLLED_BACK = 'scrolled-back';

/**
 * Keeps a scrolled list at its end while it grows, as long as its reader is there; who has
 * scrolled up stays where they are.
 */
export function keepAtEnd(scroller: HTMLElement): () => void {
  let following = true;
  let heights = '';
  const measure = (): string => `${scroller.scrollHeight} ${scroller.clientHeight}`;
  const toEnd = (): void => {
    heights = measure();
    if (following) scroller.scrollTop = scroller.scrollHeight;
  };
  const onScroll = (): void => {
    // The browser's own doing, when what is shown has grown or shrunk.
    if (measure() !== heights) return;
    const left = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
    following = left < NEAR_END_PX;
    scroller.classList.toggle(SCROLLED_BACK, !following);
  };
  const watcher = new ResizeObserver(toEnd);
  watcher.observe(scroller);
  for (const child of scroller.children) watcher.observe(child);
  scroller.addEventListener('scroll', onScroll, { passive: true });
  toEnd();
  return () => {
    watcher.disconnect();
    scroller.removeEventListener('scroll', onScroll);
  };
}
