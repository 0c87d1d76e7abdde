/** The lint plugin of the contracts, loaded by `spec/redocly.yaml`. */

import { examples } from "./examples.ts";
import { inlineExamples } from "./inline-examples.ts";
import { operationId } from "./operation-id.ts";
import { propertyDescription } from "./property-description.ts";
import { provenance } from "./provenance.ts";
import { queryToken } from "./query-token.ts";
import type { Plugin } from "./redocly.ts";
import { stream } from "./stream.ts";
import { extendTypes } from "./stream-extension.ts";
import { successResponse } from "./success-response.ts";
import { transcript } from "./transcript.ts";

/** Rules, preprocessors and node types under the prefix `parley/`. */
export default function plugin(): Plugin {
  return {
    id: "parley",
    typeExtension: { oas3: extendTypes },
    preprocessors: { oas3: { "inline-examples": inlineExamples } },
    rules: {
      oas3: {
        examples,
        "operation-id": operationId,
        "property-description": propertyDescription,
        provenance,
        "query-token": queryToken,
        stream,
        "success-response": successResponse,
        transcript,
      },
    },
  };
}
