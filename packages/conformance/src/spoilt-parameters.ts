/** Parameters that are missing, or wrong by their schemas. */

import type { ParameterObject } from "@parley/contracts/document";
import { readText } from "./header-schema.ts";
import type { Mistake, Subject } from "./negative-cases.ts";
import type { RequestPlan } from "./request.ts";
import { judgeWith, spoilField } from "./spoilt-values.ts";

/** Every way in which a parameter of an operation can be wrong. */
export function spoiltParameters(subject: Subject): Mistake[] {
  return [...missing(subject), ...subject.located.parameters.flatMap((parameter) => wrong(subject, parameter))];
}

function missing({ located, request }: Subject): Mistake[] {
  const statuses = ["400", "422"];
  return located.parameters.flatMap(({ name, in: place, required }): Mistake[] => {
    if (!required) return [];
    const title = `without ${place} ${name}`;
    if (place === "query") {
      return [{ title, change: { query: request.query.filter(([key]) => key !== name) }, statuses }];
    }
    if (place !== "header") return [];
    const { [name.toLowerCase()]: _left, ...headers } = request.headers;
    return [{ title, change: { headers }, statuses }];
  });
}

function wrong({ contract, located, request }: Subject, parameter: ParameterObject): Mistake[] {
  const { name, in: place, schema = {} } = parameter;
  const validate = contract.validators[located.operation.operationId]?.parameters?.[place];
  const key = place === "header" ? name.toLowerCase() : name;
  const good = { ...goodValues(subject(located.parameters, place), request, located.path) };
  if (!validate || good[key] === undefined || judgeWith(validate, good).length > 0) return [];
  const judge = (candidate: unknown) => judgeWith(validate, { ...good, [key]: readText(schema, String(candidate)) });
  // An address whose parameter is wrong may also be one that leads to nothing.
  const statuses = place === "path" ? ["400", "422", "404"] : ["400", "422"];
  if (!statuses.some((status) => status in located.responses)) return [];
  return spoilField(String(good[key]), judge).flatMap(({ how, value }): Mistake[] => {
    const change = put(request, located.path, parameter, String(value));
    return change ? [{ title: `with ${place} ${name} ${how}`, change, statuses }] : [];
  });
}

function subject(parameters: readonly ParameterObject[], place: ParameterObject["in"]): ParameterObject[] {
  return parameters.filter((parameter) => parameter.in === place);
}

/** The values of a good request by the names of the parameters, as the validators take them. */
function goodValues(
  parameters: readonly ParameterObject[],
  { path, query, headers }: RequestPlan,
  template: string,
): Record<string, unknown> {
  const segments = path.split("/");
  return Object.fromEntries(
    parameters.flatMap(({ name, in: place, schema = {} }) => {
      const index = template.split("/").indexOf(`{${name}}`);
      const text =
        place === "query"
          ? query.find(([key]) => key === name)?.[1]
          : place === "header"
            ? headers[name.toLowerCase()]
            : place === "path" && index >= 0
              ? decodeURIComponent(segments[index] ?? "")
              : undefined;
      return text === undefined ? [] : [[place === "header" ? name.toLowerCase() : name, readText(schema, text)]];
    }),
  );
}

/** The change that gives a parameter another text; `undefined` where it cannot be sent. */
function put(
  { path, query, headers }: RequestPlan,
  template: string,
  { name, in: place }: ParameterObject,
  text: string,
): Partial<RequestPlan> | undefined {
  if (place === "query") return { query: [...query.filter(([key]) => key !== name), [name, text]] };
  if (place === "header") return { headers: { ...headers, [name.toLowerCase()]: text } };
  // An address has no empty segment.
  if (place !== "path" || text === "") return undefined;
  const index = template.split("/").indexOf(`{${name}}`);
  return { path: path.split("/").with(index, encodeURIComponent(text)).join("/") };
}
