/** Finds out who asks. */

export { type Authenticate, compileSecurity, type Verifier, type Verifiers } from "./authenticate.ts";
export { type Denial, deny } from "./denial.ts";
