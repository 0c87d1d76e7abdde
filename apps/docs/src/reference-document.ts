/** The document as the reference page shows it: with badges, streams, samples and links that OpenAPI has no place for. */

import type { Provenance } from "@parley/contracts";
import {
  type ExampleObject,
  type LocatedOperation,
  listExamples,
  listOperations,
  type OpenApiDocument,
  type ServerObject,
  serverUrl,
} from "@parley/contracts/document";
import { curlCommand, sampleRequest } from "@parley/samples";
import { streamsOf } from "./contracts.ts";
import { provenances, redocBadge } from "./provenance.ts";
import { streamMarkdown } from "./stream-markdown.ts";

type Json = Record<string, unknown>;

/** Maps whose members the page shows no badge for. */
const unbadged = new Set(["responses", "requestBodies", "headers", "securitySchemes"]);
/** Members that hold values of the API, not descriptions. */
const opaque = new Set(["example", "examples", "default", "const", "enum"]);

/** Addresses on the page. */
export interface ReferenceAddresses {
  /** The image that leads back to the start page. */
  readonly logo: string;
  /** The mock, without a slash at its end. */
  readonly mock: string;
}

/** A copy of a contract, enriched for the reader. */
export function referenceDocument(document: OpenApiDocument, { logo, mock }: ReferenceAddresses): OpenApiDocument {
  const copy = showProvenance(document) as OpenApiDocument; // the same tree with badges
  for (const located of listOperations(document)) {
    const operation = copy.paths[located.path]?.[located.method];
    if (!operation) continue;
    Object.assign(operation, {
      description: [
        operation.description,
        ...streamsOf(located).map(streamMarkdown),
        ...exampleLinks(document, located),
      ].join("\n\n"),
      // Instead of those of its path.
      ...(located.servers && { servers: shownServers(located.servers, mock) }),
      "x-codeSamples": [
        ...(operation["x-codeSamples"] ?? []),
        { lang: "Shell", label: "curl, to the mock", source: curlCommand(mock, sampleRequest(document, located)) },
      ],
    });
  }
  const { info } = copy;
  const paths = Object.entries(copy.paths).map(([path, { servers: _shared, ...item }]) => [path, item] as const);
  return {
    ...copy,
    paths: Object.fromEntries(paths),
    servers: shownServers(document.servers, mock),
    info: {
      ...info,
      description: `${info.description ?? ""}\n\n${provenanceMarkdown()}`,
      ...{ "x-logo": { url: logo, href: "../", altText: "Parley, all contracts" } },
    },
  };
}

function provenanceMarkdown(): string {
  const meanings = provenances.map(({ name, meaning }) => `- \`${name}\`: ${meaning}`);
  return `**Provenance.** A badge says where each operation comes from; what is weaker than its operation has its own.\n\n${meanings.join("\n")}`;
}

/** `key` is the member that holds the value, `parentKey` the member that holds its map. */
function showProvenance(value: unknown, key = "", parentKey = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => showProvenance(item));
  if (typeof value !== "object" || value === null) return value;
  // A property may have any name, also one that means something elsewhere.
  const ownKey = parentKey === "properties" ? "" : key;
  const copy: Json = Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const isOpaque = opaque.has(name) && ownKey !== "properties";
      return [name, isOpaque ? linkFiles(member) : showProvenance(member, name, ownKey)];
    }),
  );
  const provenance = copy["x-provenance"] as Provenance | undefined; // enforced by the linter
  if (provenance === undefined) return copy;
  if (ownKey === "requestBody" || unbadged.has(parentKey)) {
    return { ...copy, description: `${String(copy.description ?? "")}\n\nProvenance: \`${provenance}\`` };
  }
  return { ...copy, "x-badges": [redocBadge(provenance)] };
}

/**
 * Servers of the vendor and the mock. A variable has its default, because Redoc takes an address that begins with one
 * for a path of its own page.
 */
function shownServers(servers: readonly ServerObject[], mock: string): ServerObject[] {
  const byUrl = new Map<string, ServerObject>();
  for (const { url, variables, ...server } of servers) {
    const shown = serverUrl({ url, ...(variables && { variables }) });
    if (!byUrl.has(shown)) byUrl.set(shown, { ...server, url: shown });
  }
  const description = "The mock on this machine, for the curl lines";
  return [...byUrl.values(), { url: mock, ...{ description } }];
}

/** Named examples with the address of their file instead of its bytes: the page lies beside the files. */
function linkFiles(examples: unknown): unknown {
  if (typeof examples !== "object" || examples === null || Array.isArray(examples)) return examples;
  return Object.fromEntries(
    Object.entries(examples).map(([name, example]: [string, ExampleObject | null]) => {
      const file = example?.["x-external-file"];
      return [name, file === undefined ? example : { summary: example?.summary, externalValue: file }];
    }),
  );
}

/** Binary examples as links: the page shows them by their address only. */
function exampleLinks(document: OpenApiDocument, { requestBody, responses }: LocatedOperation): string[] {
  const bodies = [requestBody, ...Object.values(responses)].flatMap((body) => Object.entries(body?.content ?? {}));
  const links = bodies.flatMap(([mediaType, media]) =>
    listExamples(document, media).flatMap(([, example]) => exampleLink(mediaType, example)),
  );
  if (links.length === 0) return [];
  const hint = "In the curl line, words stand for the bytes of a file; with `@` and a path, curl sends your own.";
  return [`**Example files**\n\n${requestBody ? `${hint}\n\n` : ""}${links.join("\n")}`];
}

function exampleLink(mediaType: string, { summary, "x-external-file": file }: ExampleObject): string[] {
  return file === undefined ? [] : [`- [${summary ?? file}](${file}) (\`${mediaType}\`)`];
}
