// Generated from the contract; do not edit.

import type { ClientContract } from "@parley/contracts";

/** What a client knows of the API: addresses, security schemes and operations. */
export const clientContract: ClientContract = {
  "serverUrl": "https://eu.golden.parley.dev/v1",
  "schemes": {
    "bearer": {
      "in": "header",
      "name": "authorization",
      "prefix": "Bearer "
    },
    "apiKeyHeader": {
      "in": "header",
      "name": "X-Api-Key"
    },
    "apiKeyQuery": {
      "in": "query",
      "name": "key"
    },
    "oauth": {
      "in": "header",
      "name": "authorization",
      "prefix": "Bearer "
    }
  },
  "operations": {
    "GET /things": {
      "id": "listThings",
      "security": [
        "apiKeyQuery",
        "bearer apiKeyHeader",
        ""
      ],
      "idempotent": false,
      "query": {
        "array": {
          "style": "form",
          "explode": false
        }
      }
    },
    "POST /things": {
      "id": "createThing",
      "security": [
        "oauth"
      ],
      "idempotent": true
    },
    "GET /things/{thingId}": {
      "id": "getThing",
      "security": [
        "bearer"
      ],
      "statuses": [
        304,
        404
      ],
      "server": "https://things.golden.parley.dev"
    },
    "DELETE /things/{thingId}": {
      "id": "deleteThing",
      "statuses": [
        404
      ],
      "server": "https://things.golden.parley.dev"
    },
    "GET /folders/{folder}/files/{file}": {
      "id": "getFile",
      "security": [
        "bearer"
      ],
      "statuses": [
        404
      ]
    },
    "POST /uploads": {
      "id": "uploadFiles",
      "security": [
        "bearer"
      ],
      "mediaType": "multipart/form-data"
    },
    "POST /token": {
      "id": "createToken",
      "mediaType": "application/x-www-form-urlencoded"
    },
    "POST /echo": {
      "id": "sendPicture",
      "security": [
        "bearer"
      ],
      "mediaType": "image/png"
    },
    "POST /replies": {
      "id": "createReply",
      "security": [
        "bearer"
      ],
      "stream": [
        {
          "in": "query",
          "name": "stream",
          "value": "true"
        },
        {
          "in": "body",
          "name": "stream",
          "value": true
        }
      ]
    },
    "GET /chats/{chatId}": {
      "id": "streamChat",
      "security": [
        "bearer"
      ],
      "statuses": [
        404
      ],
      "stream": []
    },
    "GET /words": {
      "id": "streamWords",
      "stream": []
    }
  }
};
