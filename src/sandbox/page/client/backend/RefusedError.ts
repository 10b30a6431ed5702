import type { Refusal } from '../contract.ts';

/** The sandbox did not do what it was asked for. */
export class RefusedError extends Error implements Refusal {
  override readonly name = 'RefusedError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
