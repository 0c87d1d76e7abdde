/** The forms of the authorization page: between a person and the platform, so they are no part of the public contract. */

import type { Validate } from "@parley/contracts";
import { defineContract } from "@parley/server";

/** A form that was sent. */
export interface PageForm {
  readonly ticket: string;
  readonly email?: string;
  readonly password?: string;
  readonly chat_model_id?: string;
  readonly decision?: string;
}

interface PageAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly content: { readonly "text/html": string };
}

interface PageRedirect {
  readonly headers: Readonly<Record<string, string>>;
  readonly content?: never;
}

interface PageOperations {
  submitAuthorizationPage: {
    parameters: object;
    requestBody: { content: { "application/x-www-form-urlencoded": PageForm } };
    responses: {
      200: PageAnswer;
      302: PageRedirect;
      303: PageRedirect;
      400: PageAnswer;
      401: PageAnswer;
      403: PageAnswer;
      429: PageAnswer;
    };
  };
}

const field = { type: "string" } as const;
const html = { description: "A page.", content: { "text/html": { schema: field } } } as const;
const redirect = { description: "Another address." } as const;
const anything: Validate = () => true;
const isForm: Validate = (value) => typeof value === "object" && value !== null && "ticket" in value;

/** The one operation of the page. */
export const pageContract = defineContract<PageOperations>()({
  operations: {
    submitAuthorizationPage: {
      id: "submitAuthorizationPage",
      method: "post",
      path: "/api/oauth/aist/authorize",
      tag: "OAuth",
      provenance: "assumed",
      idempotent: false,
      parameters: [],
      requestBody: { required: true, mediaTypes: ["application/x-www-form-urlencoded"] },
      responses: {
        "200": ["text/html"],
        "302": [],
        "303": [],
        "400": ["text/html"],
        "401": ["text/html"],
        "403": ["text/html"],
        "429": ["text/html"],
      },
      security: [],
    },
  },
  validators: {
    submitAuthorizationPage: {
      parameters: {},
      request: { "application/x-www-form-urlencoded": isForm },
      responses: {
        "200": { "text/html": anything },
        "302": {},
        "303": {},
        "400": { "text/html": anything },
        "401": { "text/html": anything },
        "403": { "text/html": anything },
        "429": { "text/html": anything },
      },
      events: {},
    },
  },
  streams: {},
  securitySchemes: {},
  document: {
    openapi: "3.1.0",
    info: { title: "Authorization page", version: "1.0.0" },
    paths: {
      "/api/oauth/aist/authorize": {
        post: {
          operationId: "submitAuthorizationPage",
          requestBody: {
            required: true,
            content: {
              "application/x-www-form-urlencoded": {
                schema: {
                  type: "object",
                  required: ["ticket"],
                  properties: { ticket: field, email: field, password: field, chat_model_id: field, decision: field },
                },
              },
            },
          },
          responses: {
            "200": html,
            "302": redirect,
            "303": redirect,
            "400": html,
            "401": html,
            "403": html,
            "429": html,
          },
        },
      },
    },
  },
});
