/** Why a person cannot do what they want: what Discord's client would show them. */
export class PersonError extends Error {
  override readonly name = 'PersonError';
  /** Such as `command.unknown`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
