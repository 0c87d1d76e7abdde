/** Tags Chat model, Plan and Public: the assistant itself, and what everybody may know of it. */

import type { Transaction } from "../core/world/index.ts";
import { findById, openModel } from "./access.ts";
import type { SomeHandlers } from "./contract.ts";
import { type Desk, toDateTime } from "./desk.ts";
import { noAccess, notFound, refusal } from "./errors.ts";
import { fileAddress } from "./files/addresses.ts";
import { readPictureType } from "./files/kinds.ts";
import { listAll } from "./knowledge/documents.ts";
import { accounts, type ChatModel, chatModels, documents } from "./records/index.ts";
import { readTokens } from "./usage.ts";

/** Bytes of a picture; what the public client offers. */
const mostPictureBytes = 5 * 1_024 * 1_024;

/** What the demo plan has. */
const limits = { tokens: 2_000_000, documents: 1_000, agents: 3, seats: 5 } as const;

/** Makes the handlers. */
export function createModelHandlers(desk: Desk) {
  const { inWorld, clock } = desk;
  const avatarOf = (world: string, { avatar }: ChatModel) =>
    avatar === undefined ? undefined : fileAddress(desk, world, avatar);

  return {
    getAvatar: ({ params, principal, request }) =>
      inWorld(request, async (transaction) => {
        const access = await openModel(transaction, principal);
        if ("status" in access) return access;
        const { model } = access;
        if (params.path.chatModelId !== model.id) return notFound();
        const avatarUrl = avatarOf(transaction.world, model) ?? null;
        return { status: 200, body: { data: { avatarUrl, chatModelName: model.name } } };
      }),

    updateAvatar: async ({ body, params, principal, request }) => {
      const access = await inWorld(request, (transaction) => openModel(transaction, principal));
      if ("status" in access) return access;
      const { id } = access.model;
      if (params.path.chatModelId !== id) return notFound();
      if (body.file.size > mostPictureBytes) return refusal(413, "The file is too large");
      const bytes = new Uint8Array(await body.file.arrayBuffer());
      const type = await readPictureType(bytes);
      if (type === undefined) return refusal(400, "Only JPEG, PNG, GIF and WebP are accepted");
      const world = await desk.worldOf(request);
      const avatar = `${id}.${type.slice("image/".length)}`;
      await desk.blobs.write(world, avatar, new Blob([bytes]).stream());
      return inWorld(request, async (transaction) => {
        const model = await findById(transaction, chatModels, id);
        if (!model) return notFound();
        await transaction.put(chatModels, { ...model, avatar, updatedAt: clock.now() });
        return { status: 200, body: { success: true, data: { avatarUrl: fileAddress(desk, world, avatar) } } };
      });
    },

    getPlanUsage: ({ principal, request }) =>
      inWorld(request, async (transaction) => {
        const access = await openModel(transaction, principal);
        if ("status" in access) return access;
        const used = await countUse(transaction, desk, access.model.organizationId);
        const usage = {
          tokens: shareOf(used.tokens, limits.tokens),
          documents: shareOf(used.documents, limits.documents),
          agents: shareOf(used.agents, limits.agents),
          seats: shareOf(used.seats, limits.seats),
        };
        const now = new Date(clock.now());
        return {
          status: 200,
          body: {
            plan: { name: "Starter", isFreePlan: false },
            overallUsagePercentage: Math.max(...Object.values(usage).map(({ percentage }) => percentage)),
            usage,
            resetsOn: toDateTime(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)),
            links: { upgrade: "https://aismarttalk.tech/plan", billing: "https://aismarttalk.tech/billing" },
          },
        };
      }),

    getEmbedConfig: ({ params, principal, request }) =>
      inWorld(request, async (transaction) => {
        const { chatModelId } = params.path;
        const caller = principal.oauth ?? principal.bearer;
        if (caller) {
          const access = await openModel(transaction, principal);
          if ("status" in access) return access;
          if (access.model.id !== chatModelId) return noAccess();
        }
        const model = await findById(transaction, chatModels, chatModelId);
        if (!model) return notFound();
        const avatarUrl = avatarOf(transaction.world, model);
        const { primaryColor = "#1b6e5f", secondaryColor = "#d8efe9" } = model.theme;
        return {
          status: 200,
          body: {
            data: {
              ...(avatarUrl !== undefined && { avatarUrl }),
              buttonText: "Ask us",
              buttonType: "default",
              position: "bottom-right",
              chatSize: "medium",
              initialColorMode: "auto",
              borderRadius: "rounded",
              buttonBorderRadius: "rounded",
              enableAttachment: true,
              enableFeedback: true,
              enableVoiceInput: true,
              enableVoiceMode: true,
              enableAutoLogin: true,
              requireAuthentication: !model.allowsAnonymous,
              theme: { colors: { brand: { "200": secondaryColor, "500": primaryColor } } },
              allowedLanguages: ["en", "fr", "pl", "de"],
              shopCurrency: "EUR",
              shopCurrencySign: "€",
              shopPriceDecimals: 2,
            },
          },
        };
      }),

    listPricingPlans: () => ({ status: 200, body: { data: { plans: [{ name: "Free" }, { name: "Starter" }] } } }),
  } satisfies SomeHandlers;
}

async function countUse(transaction: Transaction, desk: Desk, organizationId: string) {
  const models = await listAll(transaction, chatModels, "byOrganization", [organizationId]);
  const known = await Promise.all(
    models.map(({ id }) => transaction.count(documents, { index: "bySource", within: [id] })),
  );
  const people = await listAll(transaction, accounts, "byEmail", [organizationId]);
  return {
    tokens: await readTokens(transaction, desk.clock, organizationId),
    documents: known.reduce((sum, count) => sum + count, 0),
    agents: models.length,
    seats: people.filter(({ role }) => role === "ADMIN").length,
  };
}

function shareOf(used: number, limit: number) {
  return { used, limit, percentage: Math.round((used / limit) * 1_000) / 10 };
}
