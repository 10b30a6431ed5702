/**
 * Moves the focus to an element that the next redraw brings, or leaves where it is: call it after
 * the change of state.
 */
export function focusSoon(selector: string): void {
  // The redraw has been put on the queue by the change; this comes after it.
  queueMicrotask(() => {
    const element = document.querySelector(selector);
    if (element instanceof HTMLElement) element.focus();
  });
}

/** Scrolls a list to the option that the arrow keys have reached. Call it after the change of state. */
export function revealSoon(id: string): void {
  queueMicrotask(() => document.getElementById(id)?.scrollIntoView({ block: 'nearest' }));
}
