/** One complaint about one field, in Discord's words. */
export interface FormIssue {
  readonly path: readonly (string | number)[];
  /** Such as `BASE_TYPE_REQUIRED`. */
  readonly code: string;
  readonly message: string;
}

/** Discord's nested shape: `{ data: { embeds: { 0: { title: { _errors: [...] } } } } }`. */
export interface FormErrorTree {
  [segment: string]: FormErrorTree | { code: string; message: string }[];
}

/** A request body that does not fit; answered with HTTP 400 and code 50035. */
export class InvalidForm extends Error {
  override readonly name = 'InvalidForm';
  readonly issues: readonly FormIssue[];

  constructor(issues: readonly FormIssue[]) {
    super(issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
    this.issues = issues;
  }
}

export function formErrorTree(issues: readonly FormIssue[]): FormErrorTree {
  const root: FormErrorTree = {};
  for (const { path, code, message } of issues) {
    let node = root;
    for (const segment of path) {
      const next = node[segment];
      if (next === undefined || Array.isArray(next)) {
        const made: FormErrorTree = {};
        node[segment] = made;
        node = made;
      } else {
        node = next;
      }
    }
    const errors = node['_errors'];
    if (Array.isArray(errors)) errors.push({ code, message });
    else node['_errors'] = [{ code, message }];
  }
  return root;
}
