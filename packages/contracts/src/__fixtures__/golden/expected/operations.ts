// Generated from the contract; do not edit.

/** List things, and count the visit. */
export const listThings = {
  "id": "listThings",
  "method": "get",
  "path": "/things",
  "tag": "Things",
  "provenance": "seed",
  "idempotent": false,
  "parameters": [
    {
      "name": "kinds",
      "in": "query",
      "required": false,
      "style": "form",
      "explode": false
    },
    {
      "name": "limit",
      "in": "query",
      "required": false
    }
  ],
  "responses": {
    "200": [
      "application/json"
    ],
    "4XX": [
      "application/json"
    ]
  },
  "security": [
    {
      "apiKeyQuery": []
    },
    {
      "bearer": [],
      "apiKeyHeader": []
    },
    {}
  ]
} as const;

/** Create a thing, ending no comment *\/ early. */
export const createThing = {
  "id": "createThing",
  "method": "post",
  "path": "/things",
  "tag": "Things",
  "provenance": "documented",
  "idempotent": true,
  "parameters": [],
  "requestBody": {
    "required": true,
    "mediaTypes": [
      "application/json"
    ]
  },
  "responses": {
    "201": [
      "application/json"
    ],
    "4XX": [
      "application/json"
    ]
  },
  "security": [
    {
      "oauth": [
        "write"
      ]
    }
  ]
} as const;

/** Read a thing. */
export const getThing = {
  "id": "getThing",
  "method": "get",
  "path": "/things/{thingId}",
  "server": "https://things.golden.parley.dev",
  "tag": "Things",
  "provenance": "seed",
  "idempotent": true,
  "parameters": [
    {
      "name": "thingId",
      "in": "path",
      "required": true
    },
    {
      "name": "verbose",
      "in": "query",
      "required": true
    },
    {
      "name": "X-Request-Id",
      "in": "header",
      "required": true
    },
    {
      "name": "session",
      "in": "cookie",
      "required": false
    }
  ],
  "responses": {
    "200": [
      "application/json"
    ],
    "304": [],
    "404": [
      "application/json"
    ]
  },
  "security": [
    {
      "bearer": []
    }
  ]
} as const;

/** Delete a thing. */
export const deleteThing = {
  "id": "deleteThing",
  "method": "delete",
  "path": "/things/{thingId}",
  "server": "https://things.golden.parley.dev",
  "tag": "Things",
  "provenance": "assumed",
  "idempotent": true,
  "parameters": [
    {
      "name": "thingId",
      "in": "path",
      "required": true
    },
    {
      "name": "verbose",
      "in": "query",
      "required": false
    }
  ],
  "responses": {
    "204": [],
    "404": [
      "application/json"
    ]
  },
  "security": []
} as const;

/** Get a file as text. */
export const getFile = {
  "id": "getFile",
  "method": "get",
  "path": "/folders/{folder}/files/{file}",
  "tag": "Bytes",
  "provenance": "observed",
  "idempotent": true,
  "parameters": [
    {
      "name": "folder",
      "in": "path",
      "required": true
    },
    {
      "name": "file",
      "in": "path",
      "required": true
    }
  ],
  "responses": {
    "200": [
      "text/plain"
    ],
    "404": [
      "application/json"
    ]
  },
  "security": [
    {
      "bearer": []
    }
  ]
} as const;

/** Upload files. */
export const uploadFiles = {
  "id": "uploadFiles",
  "method": "post",
  "path": "/uploads",
  "tag": "Bytes",
  "provenance": "seed",
  "idempotent": false,
  "parameters": [],
  "requestBody": {
    "required": true,
    "mediaTypes": [
      "multipart/form-data"
    ]
  },
  "responses": {
    "204": [],
    "4XX": [
      "application/json"
    ]
  },
  "security": [
    {
      "bearer": []
    }
  ]
} as const;

/** Exchange a code for a token. */
export const createToken = {
  "id": "createToken",
  "method": "post",
  "path": "/token",
  "tag": "Bytes",
  "provenance": "seed",
  "idempotent": false,
  "parameters": [],
  "requestBody": {
    "required": true,
    "mediaTypes": [
      "application/x-www-form-urlencoded"
    ]
  },
  "responses": {
    "200": [
      "application/json"
    ],
    "4XX": [
      "application/json"
    ]
  },
  "security": []
} as const;

/** Send a picture and get it back. */
export const sendPicture = {
  "id": "sendPicture",
  "method": "post",
  "path": "/echo",
  "tag": "Bytes",
  "provenance": "seed",
  "idempotent": false,
  "parameters": [],
  "requestBody": {
    "required": false,
    "mediaTypes": [
      "image/png"
    ]
  },
  "responses": {
    "200": [
      "image/png"
    ],
    "4XX": [
      "application/json"
    ]
  },
  "security": [
    {
      "bearer": []
    }
  ]
} as const;

/** Reply at once or piece by piece. */
export const createReply = {
  "id": "createReply",
  "method": "post",
  "path": "/replies",
  "tag": "Streams",
  "provenance": "seed",
  "idempotent": false,
  "parameters": [
    {
      "name": "stream",
      "in": "query",
      "required": false
    }
  ],
  "requestBody": {
    "required": true,
    "mediaTypes": [
      "application/json"
    ]
  },
  "responses": {
    "200": [
      "application/json",
      "text/event-stream"
    ],
    "4XX": [
      "application/json"
    ]
  },
  "security": [
    {
      "bearer": []
    }
  ],
  "stream": {
    "status": "200",
    "requestedBy": [
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
  }
} as const;

/** Follow a chat. */
export const streamChat = {
  "id": "streamChat",
  "method": "get",
  "path": "/chats/{chatId}",
  "tag": "Streams",
  "provenance": "seed",
  "idempotent": true,
  "parameters": [
    {
      "name": "chatId",
      "in": "path",
      "required": true
    }
  ],
  "responses": {
    "200": [
      "text/event-stream"
    ],
    "404": [
      "application/json"
    ]
  },
  "security": [
    {
      "bearer": []
    }
  ],
  "stream": {
    "status": "200",
    "requestedBy": []
  }
} as const;

/** Read bare words. */
export const streamWords = {
  "id": "streamWords",
  "method": "get",
  "path": "/words",
  "tag": "Streams",
  "provenance": "seed",
  "idempotent": true,
  "parameters": [],
  "responses": {
    "200": [
      "text/event-stream"
    ],
    "4XX": [
      "application/json"
    ]
  },
  "security": [],
  "stream": {
    "status": "200",
    "requestedBy": []
  }
} as const;
