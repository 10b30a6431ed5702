/**
 * Preloaded into a program under test: its wall clock is off by as many milliseconds as the file
 * named by STEPPED_CLOCK_FILE says, read on every SIGWINCH, as if somebody had set the machine's
 * clock. Monotonic time and timers stay what they are, as they do then. (That signal ends no process
 * which does not know it yet, and means nothing to the program; SIGUSR2 drains a media process.)
 */
import { readFileSync } from 'node:fs';

const file = process.env['STEPPED_CLOCK_FILE'] ?? '';
const RealDate = Date;
let offsetMs = 0;

class SteppedDate extends RealDate {
  static override now(): number {
    return RealDate.now() + offsetMs;
  }

  constructor(...given: [] | [number | string | Date]) {
    const [value = SteppedDate.now()] = given;
    super(value);
  }
}

Object.assign(globalThis, { Date: SteppedDate });
process.on('SIGWINCH', () => {
  offsetMs = Number(readFileSync(file, 'utf8'));
});
