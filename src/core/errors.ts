/**
 * An error that a user can act on. `message` says what happened, with values; `remedy` says what to do.
 * `code` is stable and for programs.
 */
export class UserError extends Error {
  readonly code: string;
  readonly remedy: string;

  constructor(code: string, what: string, remedy: string, options?: ErrorOptions) {
    super(`${what} ${remedy}`.trim(), options);
    this.name = 'UserError';
    this.code = code;
    this.remedy = remedy;
  }
}
