/** Makes the cases of a contract: each documented answer, and each way to ask wrongly that the contract rules out. */

import { type LocatedOperation, listExamples } from "@parley/contracts/document";
import { type Contract, operationsById, violations } from "./contract.ts";
import { type Credentials, listBodies, planRequest, type RequestBody, type RequestPlan, schemaOf } from "./request.ts";

/** A documented answer: one named example of one status, or a status without a body. */
export interface PositiveCase {
  readonly kind: "positive";
  readonly title: string;
  readonly operationId: string;
  readonly status: string;
  readonly mediaType: string | undefined;
  readonly example: string | undefined;
  readonly request: RequestPlan;
}

/** A request that breaks one rule of the contract. */
export interface NegativeCase {
  readonly kind: "negative";
  readonly title: string;
  readonly operationId: string;
  readonly request: RequestPlan;
  /** Statuses that the contract documents for this, or HTTP demands. */
  readonly expected: readonly string[];
  /** Whether no operation is meant, so that the contract cannot say what the body of the refusal is. */
  readonly isUnrouted: boolean;
}

/** All cases of one contract, and what they cover. */
export interface Cases {
  readonly positive: readonly PositiveCase[];
  readonly negative: readonly NegativeCase[];
  readonly counts: {
    readonly operations: number;
    readonly statuses: number;
    readonly examples: number;
    readonly negatives: number;
  };
}

/** Makes the cases of a contract; nothing is listed by hand. */
export function listCases(contract: Contract, credentials: Credentials = {}): Cases {
  const operations = [...operationsById(contract).values()];
  const positive = operations.flatMap((located) => positiveCases(contract, located, credentials));
  const negative = operations.flatMap((located) => negativeCases(contract, located, credentials));
  return {
    positive,
    negative,
    counts: {
      operations: operations.length,
      statuses: new Set(positive.map(({ operationId, status }) => `${operationId} ${status}`)).size,
      examples: positive.filter(({ example }) => example !== undefined).length,
      negatives: negative.length,
    },
  };
}

function positiveCases(contract: Contract, located: LocatedOperation, credentials: Credentials): PositiveCase[] {
  const { operationId } = located.operation;
  const request = planRequest(contract, located, credentials);
  const answers = Object.entries(located.responses).flatMap(([status, { content = {} }]): PositiveCase[] => {
    const shared = { kind: "positive", operationId, status, request } as const;
    const media = Object.entries(content);
    if (media.length === 0) {
      return [{ ...shared, title: `${operationId} ${status}`, mediaType: undefined, example: undefined }];
    }
    return media.flatMap(([mediaType, type]) =>
      listExamples(contract.document, type).map(([example]) => ({
        ...shared,
        title: `${operationId} ${status} ${mediaType} ${example}`,
        mediaType,
        example,
      })),
    );
  });
  const success = answers.find(({ status }) => status.startsWith("2"));
  const otherBodies = success ? listBodies(contract, located).slice(1) : [];
  return [
    ...answers,
    ...otherBodies.flatMap((body, index) =>
      success
        ? [
            {
              ...success,
              title: `${operationId} takes body ${index + 2} (${body.mediaType})`,
              request: { ...request, body },
            },
          ]
        : [],
    ),
  ];
}

function negativeCases(contract: Contract, located: LocatedOperation, credentials: Credentials): NegativeCase[] {
  const { operationId } = located.operation;
  const request = planRequest(contract, located, credentials);
  const declared = (...statuses: string[]) => statuses.filter((status) => status in located.responses);
  const base = { kind: "negative", operationId } as const;
  const cases: NegativeCase[] = [];
  const add = (title: string, changed: Partial<RequestPlan>, expected: readonly string[], isUnrouted = false) =>
    cases.push({
      ...base,
      title: `${operationId} ${title}`,
      request: { ...request, ...changed },
      expected,
      isUnrouted,
    });

  for (const { name, in: place, required } of located.parameters) {
    if (!required) continue;
    if (place === "query")
      add(`without query ${name}`, { query: without(request.query, name) }, declared("400", "422"));
    if (place === "header") {
      const { [name.toLowerCase()]: _left, ...headers } = request.headers;
      add(`without header ${name}`, { headers }, declared("400", "422"));
    }
  }
  if (located.security.length > 0 && located.security.every((requirement) => Object.keys(requirement).length > 0)) {
    const { headers, query } = anonymous(contract, located, request);
    add("without credentials", { headers, query }, declared("401"));
  }
  for (const body of listBodies(contract, located)) {
    for (const pointer of requiredMembers(contract, located, body)) {
      add(
        `${body.mediaType} without ${pointer}`,
        { body: { ...body, value: remove(body.value, pointer) } },
        declared("400", "422"),
      );
    }
  }
  if (request.body) {
    const types = Object.keys(located.requestBody?.content ?? {});
    if (located.requestBody?.required) add("without a body", { body: undefined }, declared("400", "415", "422"));
    add(
      "as text/x-unknown",
      { body: { mediaType: "text/x-unknown", value: undefined, raw: "x" } },
      declared("415", "400"),
    );
    if (types.includes("application/json")) {
      add(
        "with broken JSON",
        { body: { mediaType: "application/json", value: undefined, raw: '{"' } },
        declared("400"),
      );
    }
  }
  const known = Object.keys(contract.document.paths[located.path] ?? {});
  const wrong = ["put", "delete", "patch", "post", "get"].find((method) => !known.includes(method));
  if (wrong) add(`by ${wrong.toUpperCase()}`, { method: wrong.toUpperCase(), body: undefined }, ["405"], true);
  add("at an unknown path", { path: `${request.path}/parley-unknown/x` }, ["404"], true);
  return cases;
}

function without(query: RequestPlan["query"], name: string): RequestPlan["query"] {
  return query.filter(([key]) => key !== name);
}

function anonymous(
  contract: Contract,
  located: LocatedOperation,
  request: RequestPlan,
): Pick<RequestPlan, "headers" | "query"> {
  const open = planRequest(contract, { ...located, security: [] }, {});
  return { headers: open.headers, query: request.query.filter(([key]) => open.query.some(([name]) => name === key)) };
}

/** Pointers of the members whose absence the schema refuses. */
function requiredMembers(contract: Contract, located: LocatedOperation, body: RequestBody): string[] {
  if (body.file !== undefined || typeof body.value !== "object" || body.value === null) return [];
  if (!body.mediaType.includes("json")) {
    const { required = [] } = schemaOf(contract, located, body.mediaType) as { required?: string[] };
    return required.map((name) => `/${name}`);
  }
  const validate = contract.validators[located.operation.operationId]?.request[body.mediaType];
  return pointers(body.value).filter((pointer) => violations(validate, remove(body.value, pointer)).length > 0);
}

function pointers(value: unknown, prefix = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  // One item speaks for all of an array.
  if (Array.isArray(value)) return pointers(value[0], `${prefix}/0`);
  return Object.entries(value).flatMap(([name, member]) => [
    `${prefix}/${name}`,
    ...pointers(member, `${prefix}/${name}`),
  ]);
}

function remove(value: unknown, pointer: string): unknown {
  const [, ...path] = pointer.split("/");
  const last = path.pop() ?? "";
  const copy: unknown = structuredClone(value);
  const parent = path.reduce((node, key) => (node as Record<string, unknown>)[key], copy);
  delete (parent as Record<string, unknown>)[last];
  return copy;
}
