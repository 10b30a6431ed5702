import type { Sound } from '../../contract.ts';

/** The left end of the meter. */
export const QUIETEST_DBFS = -60;
const EVERY_MS = 200;

/**
 * Writes what the player measures into the elements that are marked for it, until the returned
 * function is called: several times a second, so past the rest of the page.
 */
export function showFigures(root: HTMLElement, sound: Sound): () => void {
  const find = (name: string): HTMLElement | null => root.querySelector(`[data-figure="${name}"]`);
  const meter = find('meter');
  const level = find('level');
  const latency = find('latency');
  const dropouts = find('dropouts');
  const write = (): void => {
    const { levelDbfs, latencyMs, dropouts: missed } = sound.figures;
    const playing = sound.state === 'playing';
    const shown = Math.max(QUIETEST_DBFS, Math.min(0, levelDbfs));
    meter?.style.setProperty('--level', String(1 - shown / QUIETEST_DBFS));
    meter?.setAttribute('aria-valuenow', String(Math.round(shown)));
    const words = shown <= QUIETEST_DBFS ? 'silent' : `${Math.round(shown)} dB`;
    meter?.setAttribute('aria-valuetext', words);
    setText(level, words);
    setText(latency, playing ? `${Math.round(latencyMs)} ms behind` : '');
    setText(dropouts, dropoutsText(missed));
  };
  write();
  const timer = setInterval(write, EVERY_MS);
  return () => clearInterval(timer);
}

function dropoutsText(count: number): string {
  if (count === 0) return 'no drop-outs';
  return count === 1 ? '1 drop-out' : `${count} drop-outs`;
}

function setText(element: HTMLElement | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text;
}
