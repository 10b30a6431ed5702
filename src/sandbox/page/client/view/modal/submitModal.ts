import type { Actions } from '../actions/Actions.ts';
import { problemText } from '../actions/problemText.ts';
import { fieldOf, fieldProblem, submittedFields } from './fieldValues.ts';

/** Sends the open modal if it is filled in as it should be, and shows what is wrong if it is not. */
export async function submitModal(actions: Actions): Promise<void> {
  const open = actions.state.modal;
  if (open === undefined || open.submitting) return;
  const problems: Record<string, string> = {};
  for (const component of open.modal.components) {
    const found = fieldOf(component);
    if (found === undefined) continue;
    const id = found.field.custom_id;
    const problem = fieldProblem(found.field, open.values[id] ?? '');
    if (problem !== undefined) problems[id] = problem;
  }
  const [first] = Object.keys(problems);
  if (first !== undefined) {
    actions.set({ modal: { ...open, problems, problem: undefined } });
    document.getElementById(fieldId(first))?.focus();
    return;
  }
  actions.set({ modal: { ...open, problems, problem: undefined, submitting: true } });
  const { interactionId } = open.modal;
  try {
    const outcome = await actions.backend.submitModal(interactionId, submittedFields(open.values));
    if (actions.state.modal?.modal.interactionId !== interactionId) return;
    if (outcome.state === 'failed') fail(actions, 'Something went wrong. Try again.');
    else actions.set({ modal: undefined });
    actions.follow(outcome);
  } catch (error) {
    if (actions.state.modal?.modal.interactionId === interactionId) {
      fail(actions, problemText(error));
    }
  }
}

function fail(actions: Actions, problem: string): void {
  const { modal } = actions.state;
  if (modal !== undefined) actions.set({ modal: { ...modal, problem, submitting: false } });
}

/** The id of the element that takes the focus for a field. */
export function fieldId(customId: string): string {
  return `field-${customId}`;
}
