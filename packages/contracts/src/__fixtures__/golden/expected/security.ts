// Generated from the contract; do not edit.

/** Security schemes by the names that operations use. */
export const securitySchemes = {
  "bearer": {
    "type": "http",
    "scheme": "bearer"
  },
  "apiKeyHeader": {
    "type": "apiKey",
    "in": "header",
    "name": "X-Api-Key"
  },
  "apiKeyQuery": {
    "type": "apiKey",
    "in": "query",
    "name": "key"
  },
  "oauth": {
    "type": "oauth2",
    "authorizationUrl": "https://golden.parley.dev/authorize",
    "tokenUrl": "https://golden.parley.dev/token",
    "scopes": [
      "read",
      "write"
    ]
  }
} as const;

/** Address of the vendor's first server. */
export const serverUrl = "https://eu.golden.parley.dev/v1" as const;
