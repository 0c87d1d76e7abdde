/** The lint plugin of the contracts, loaded by `spec/redocly.yaml`. */

import { additionalProperties } from "./additional-properties.ts";
import { enumNull } from "./enum-null.ts";
import { examples } from "./examples.ts";
import { inlineExamples } from "./inline-examples.ts";
import { namedObject } from "./named-object.ts";
import { operationId } from "./operation-id.ts";
import { propertyDescription } from "./property-description.ts";
import { provenance } from "./provenance.ts";
import { queryToken } from "./query-token.ts";
import type { Plugin } from "./redocly.ts";
import { schemaName } from "./schema-name.ts";
import { serverVariable } from "./server-variable.ts";
import { sharedParameter } from "./shared-parameter.ts";
import { stream } from "./stream.ts";
import { extendTypes } from "./stream-extension.ts";
import { transcript } from "./transcript.ts";

/** Rules, preprocessors and node types under the prefix `parley/`. */
export default function plugin(): Plugin {
  return {
    id: "parley",
    typeExtension: { oas3: extendTypes },
    preprocessors: { oas3: { "inline-examples": inlineExamples } },
    rules: {
      oas3: {
        "additional-properties": additionalProperties,
        "enum-null": enumNull,
        examples,
        "named-object": namedObject,
        "operation-id": operationId,
        "property-description": propertyDescription,
        provenance,
        "query-token": queryToken,
        "schema-name": schemaName,
        "server-variable": serverVariable,
        "shared-parameter": sharedParameter,
        stream,
        transcript,
      },
    },
  };
}
