/** Tag Products: the catalogue of a shop, which the assistant then knows. */

import { draw, type Transaction } from "../../core/world/index.ts";
import { openModel } from "../access.ts";
import type { SomeHandlers } from "../contract.ts";
import type { Desk } from "../desk.ts";
import { refusal } from "../errors.ts";
import { keepDocument, listAll, longestExternalId } from "../knowledge/documents.ts";
import { documents, type ProductRecord, products } from "../records/index.ts";

const taken = { status: "ok" } as const;

/** Makes the handlers. */
export function createProductHandlers(desk: Desk) {
  return {
    syncProducts: ({ body, principal, request }) =>
      desk.inWorld(request, async (transaction) => {
        const access = await openModel(transaction, principal);
        if ("status" in access) return access;
        const { documents: sent, source, siteIdentifier } = body;
        const ids = sent.flatMap(({ externalId, variants = [] }) => [
          externalId,
          ...variants.map((one) => one.externalId),
        ]);
        if (ids.some((id) => id.length > longestExternalId)) {
          return refusal(400, `externalId has at most ${longestExternalId} characters`);
        }
        if (sent.length === 0) return { status: 200, body: taken };
        const site = siteOf(source, siteIdentifier);
        for (const product of sent) await keepProduct(transaction, desk, access.model.id, site, source, product);
        return { status: 202, body: taken };
      }),

    removeProducts: ({ body, principal, request }) =>
      desk.inWorld(request, async (transaction) => {
        const access = await openModel(transaction, principal);
        if ("status" in access) return access;
        const { externalIds, mode, source, siteIdentifier } = body;
        const site = siteOf(source, siteIdentifier);
        const known = await listAll(transaction, products, "bySite", [access.model.id, site]);
        if (known.length === 0 && siteIdentifier && siteIdentifier !== access.model.siteIdentifier) {
          return { status: 200, body: { status: "error", message: "Unknown siteIdentifier" } };
        }
        const named = new Set(externalIds);
        for (const record of known) {
          await (mode === "delete-ids" ? removeNamed : keepNamed)(transaction, record, named, source);
        }
        return { status: 202, body: taken };
      }),
  } satisfies SomeHandlers;
}

/** Each platform and site has products of its own. */
function siteOf(source: string, siteIdentifier: string | null | undefined): string {
  return `${source}/${(siteIdentifier ?? "").slice(0, 60)}`;
}

/** As which the assistant knows a product. */
function knowledgeId(site: string, externalId: string): string {
  return `product/${site}/${externalId}`;
}

interface SentProduct {
  readonly externalId: string;
  readonly title: string;
  readonly description?: string | null;
  readonly descriptionShort?: string | null;
  readonly brand?: string | null;
  readonly variants?: readonly { readonly externalId: string }[];
}

async function keepProduct(
  transaction: Transaction,
  desk: Desk,
  chatModelId: string,
  site: string,
  source: string,
  product: SentProduct,
): Promise<void> {
  const { externalId, title, description, descriptionShort, brand } = product;
  const before = await transaction.find(products, "bySite", [chatModelId, site, externalId]);
  const id = before?.id ?? (await draw(transaction, "ids/products", (chance) => chance.id("c")));
  await transaction.put(products, { id, chatModelId, site, externalId, product: { ...product } });
  await keepDocument(transaction, desk, {
    chatModelId,
    externalId: knowledgeId(site, externalId),
    title,
    content: [brand, descriptionShort, description].filter((text) => text).join("\n"),
    sourceType: source.toUpperCase(),
    categoryId: null,
  });
}

async function remove(transaction: Transaction, { id, chatModelId, site, externalId }: ProductRecord, source: string) {
  await transaction.take(products, id);
  const found = await transaction.find(documents, "bySource", [
    chatModelId,
    source.toUpperCase(),
    knowledgeId(site, externalId),
  ]);
  if (found) await transaction.take(documents, found.id);
}

/** The id of a variant is that of its product, two colons, and its own. */
function variantsOf({ product }: ProductRecord): readonly { readonly externalId: string }[] {
  // As it was sent, which the contract has checked.
  return Array.isArray(product.variants) ? (product.variants as readonly { readonly externalId: string }[]) : [];
}

async function keepVariants(transaction: Transaction, record: ProductRecord, isKept: (id: string) => boolean) {
  const variants = variantsOf(record);
  const kept = variants.filter(({ externalId }) => isKept(externalId));
  if (kept.length === variants.length) return;
  await transaction.put(products, { ...record, product: { ...record.product, variants: kept } });
}

async function removeNamed(
  transaction: Transaction,
  record: ProductRecord,
  named: ReadonlySet<string>,
  source: string,
) {
  if (named.has(record.externalId)) return remove(transaction, record, source);
  return keepVariants(transaction, record, (id) => !named.has(id) && !named.has(`${record.externalId}::${id}`));
}

async function keepNamed(transaction: Transaction, record: ProductRecord, named: ReadonlySet<string>, source: string) {
  const prefix = `${record.externalId}::`;
  const hasVariants = [...named].some((id) => id.startsWith(prefix));
  if (!named.has(record.externalId) && !hasVariants) return remove(transaction, record, source);
  if (!hasVariants) return;
  return keepVariants(transaction, record, (id) => named.has(`${prefix}${id}`) || named.has(id));
}
