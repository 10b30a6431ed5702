import { ControlError } from '#src/sandbox/control/ControlError.ts';
import type { ControlContext } from '#src/sandbox/control/context.ts';
import type { FaultSwitch, FaultValue } from '../client/wire.ts';
import { FAULTS } from './faultList.ts';

/** The faults of the stand-ins as one board of switches that all pages share. */
export class FaultBoard {
  readonly #context: ControlContext;
  readonly #listeners = new Set<(switches: readonly FaultSwitch[]) => void>();

  constructor(context: ControlContext) {
    this.#context = context;
  }

  switches(): FaultSwitch[] {
    return FAULTS.map(({ show }) => show(this.#context));
  }

  /** Rejects with a ControlError when there is no such fault, or nothing it could strike. */
  async set(id: string, value: FaultValue): Promise<void> {
    const fault = FAULTS.find(({ show }) => show(this.#context).id === id);
    if (fault === undefined)
      throw new ControlError(404, 'fault.unknown', 'There is no such fault.');
    await fault.set(this.#context, value);
    const switches = this.switches();
    for (const listener of this.#listeners) listener(switches);
  }

  onChanged(listener: (switches: readonly FaultSwitch[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
