import type { Actions } from '../actions/Actions.ts';
import type { Names } from '../state/Names.ts';
import type { OpenSelect } from '../state/PageState.ts';

/** Where components are drawn. */
export interface Scene {
  readonly names: Names;
  readonly actions: Actions;
  /** A message's id, or `modal`. */
  readonly owner: string;
  /** Custom ids whose answer is awaited. */
  readonly pending: ReadonlySet<string>;
  readonly openSelect: OpenSelect | undefined;
}
