/** The sentence that a refusal has for the person. */
export function problemText(error: unknown): string {
  if (error instanceof Error && error.message !== '') return error.message;
  return 'That did not work. Try again.';
}
