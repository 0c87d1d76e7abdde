/** Documents: a signed form for one file, as Amazon S3 makes them. */

import { draw } from "../core/world/index.ts";
import { signingKeys } from "./collections.ts";
import type { ChatzyHandlers } from "./contract.ts";
import { refuse, refuseToken } from "./errors.ts";
import type { Kit } from "./kit.ts";
import { signingKeyId } from "./tokens.ts";
import { uploadAddress } from "./uploads/address.ts";
import { signUploadForm } from "./uploads/policy.ts";

/** Handlers of the tag Documents. */
export function createDocuments({ inWorld, clock, publicUrl }: Kit) {
  return {
    createUploadUrl: ({ params, principal, request }) =>
      inWorld(request, async (transaction) => {
        if (principal.iframeToken?.isExpired) return refuseToken("Token expired");
        const { file_type } = params.query;
        const key = await transaction.get(signingKeys, signingKeyId);
        if (!key) return refuse(500, "Internal server error");
        const id = await draw(transaction, "chatzy/files", (chance) => chance.uuid());
        const fields = signUploadForm(key, { key: `icons/${id}`, mediaType: file_type, now: clock.now() });
        return { status: 200, body: { data: { url: { url: uploadAddress(publicUrl(), transaction.world), fields } } } };
      }),
  } satisfies Partial<ChatzyHandlers>;
}
