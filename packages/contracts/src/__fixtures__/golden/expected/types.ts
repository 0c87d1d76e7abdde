// Generated from the contract; do not edit.

export interface paths {
    "/things": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List things, and count the visit
         * @description A GET that changes state.
         */
        get: operations["listThings"];
        put?: never;
        /**
         * Create a thing, ending no comment *\/ early
         * @description A POST that may be repeated.
         */
        post: operations["createThing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/things/{thingId}": {
        parameters: {
            query?: {
                /**
                 * @description Replaced by the operation that names it too.
                 * @example true
                 */
                verbose?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the thing.
                 * @example thing-1
                 */
                thingId: components["parameters"]["ThingId"];
            };
            cookie?: never;
        };
        /**
         * Read a thing
         * @description Overrides a parameter of its path, and takes one from each place.
         */
        get: operations["getThing"];
        put?: never;
        post?: never;
        /**
         * Delete a thing
         * @description Answers without a body.
         */
        delete: operations["deleteThing"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/folders/{folder}/files/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of the folder.
                 * @example letters
                 */
                folder: string;
                /**
                 * @description Name of the file.
                 * @example a.txt
                 */
                file: string;
            };
            cookie?: never;
        };
        /**
         * Get a file as text
         * @description A path with braces and slashes.
         */
        get: operations["getFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload files
         * @description A form with one binary part, and an array of them.
         */
        post: operations["uploadFiles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a code for a token
         * @description A form in the way of OAuth 2.0.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/echo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a picture and get it back
         * @description Raw bytes in both directions; the body may be left out.
         */
        post: operations["sendPicture"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reply at once or piece by piece
         * @description Events are told apart by their name.
         */
        post: operations["createReply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chats/{chatId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a chat
         * @description Events are told apart by a member of their data.
         */
        get: operations["streamChat"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read bare words
         * @description Events are told apart by their text.
         */
        get: operations["streamWords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description One property for each keyword. */
        Thing: Thing;
        /** @description Told apart by `form`. */
        Shape: components["schemas"]["Circle"] | components["schemas"]["Square"];
        Circle: Circle;
        Square: Square;
        Named: Named;
        /** @description Named, and more. */
        Owner: components["schemas"]["Named"] & {
            /**
             * @description Year.
             * @default 1970
             */
            since?: number;
        };
        /** @description Names that need care in code, in types and in comments. */
        OddNames: OddNames;
        TokenRequest: TokenRequest;
        Token: Token;
        /**
         * Format: binary
         * @description Raw bytes.
         */
        Picture: Blob;
        Error: Error;
        Chunk: Chunk;
        Call: Call;
        Done: Done;
        /** @description Events without a member that tells them apart. */
        ReplyEvent: components["schemas"]["Chunk"] | components["schemas"]["Call"] | components["schemas"]["Done"] | components["schemas"]["Error"];
        Joined: Joined;
        Left: Left;
        ChatEvent: components["schemas"]["Joined"] | components["schemas"]["Left"];
    };
    responses: {
        /** @description The call is refused. */
        Refused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: {
        /**
         * @description Id of the thing.
         * @example thing-1
         */
        ThingId: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listThings: {
        parameters: {
            query?: {
                /**
                 * @description An array in one value.
                 * @example [
                 *       "round"
                 *     ]
                 */
                kinds?: ("round" | "square")[];
                /**
                 * @description A number with bounds and a default.
                 * @example 20
                 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The things. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Thing"][];
                };
            };
            "4XX": components["responses"]["Refused"];
        };
    };
    createThing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Thing"];
            };
        };
        responses: {
            /** @description The thing. */
            201: {
                headers: {
                    /**
                     * @description Where the thing is.
                     * @example https://golden.parley.dev/things/1
                     */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Thing"];
                };
            };
            "4XX": components["responses"]["Refused"];
        };
    };
    getThing: {
        parameters: {
            query: {
                /**
                 * @description Required here, and a word.
                 * @example yes
                 */
                verbose: "yes" | "no";
            };
            header: {
                /**
                 * @description Id of the request.
                 * @example 0b1f6f0e-6a59-4f5e-9a55-0d7f3a1c2b4d
                 */
                "X-Request-Id": string;
            };
            path: {
                /**
                 * @description Id of the thing.
                 * @example thing-1
                 */
                thingId: components["parameters"]["ThingId"];
            };
            cookie?: {
                /**
                 * @description Id of the session.
                 * @example abc123
                 */
                session?: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description The thing. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Thing"];
                };
            };
            /** @description Not modified; there is no body. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["Refused"];
        };
    };
    deleteThing: {
        parameters: {
            query?: {
                /**
                 * @description Replaced by the operation that names it too.
                 * @example true
                 */
                verbose?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the thing.
                 * @example thing-1
                 */
                thingId: components["parameters"]["ThingId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["Refused"];
        };
    };
    getFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of the folder.
                 * @example letters
                 */
                folder: string;
                /**
                 * @description Name of the file.
                 * @example a.txt
                 */
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            404: components["responses"]["Refused"];
        };
    };
    uploadFiles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @description Plain text. */
                    title: string;
                    /**
                     * Format: binary
                     * @description One binary part.
                     */
                    cover: Blob;
                    /** @description Several binary parts of one name. */
                    pages?: Blob[];
                };
            };
        };
        responses: {
            /** @description Stored. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Refused"];
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description The token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            "4XX": components["responses"]["Refused"];
        };
    };
    sendPicture: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "image/png": components["schemas"]["Picture"];
            };
        };
        responses: {
            /** @description The same bytes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": components["schemas"]["Picture"];
                };
            };
            "4XX": components["responses"]["Refused"];
        };
    };
    createReply: {
        parameters: {
            query?: {
                /**
                 * @description Asks for the stream.
                 * @example true
                 */
                stream?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What to reply to. */
                    text: string;
                    /**
                     * @description Asks for the stream.
                     * @default false
                     */
                    stream?: boolean;
                };
            };
        };
        responses: {
            /** @description The reply. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chunk"];
                    "text/event-stream": string | components["schemas"]["ReplyEvent"];
                };
            };
            "4XX": components["responses"]["Refused"];
        };
    };
    streamChat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the chat.
                 * @example 7
                 */
                chatId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The chat. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string | components["schemas"]["ChatEvent"];
                };
            };
            404: components["responses"]["Refused"];
        };
    };
    streamWords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The words. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string | components["schemas"]["Chunk"];
                };
            };
            "4XX": components["responses"]["Refused"];
        };
    };
}
export interface Thing {
    /**
     * @description A literal.
     * @constant
     */
    kind: "thing";
    /** @description Text or null. */
    nickname: string | null;
    /** @description A number with bounds. */
    size: number;
    /** @description An integer with bounds. */
    count?: number;
    /** @description A tuple. */
    position: [
        number,
        "north" | "south"
    ];
    shape: components["schemas"]["Shape"];
    /** @description A reference that may be null. */
    owner?: components["schemas"]["Owner"] | null;
    /** @description One of several types. */
    value?: string | number;
    /**
     * @description A closed set.
     * @default draft
     * @enum {string}
     */
    state?: "draft" | "it's" | "said \"done\"";
    /** @description A set. */
    tags?: string[];
    /** @description A map of texts. */
    labels?: {
        [key: string]: string;
    };
    /** @description A map of anything. */
    anything?: {
        [key: string]: unknown;
    };
    /** @description A map with names of one form. */
    byCode?: {
        [key: string]: number;
    };
    /** @description A pattern, and the end of no comment *\/ here. */
    zip?: string;
    /**
     * Format: date-time
     * @description Set by the server.
     */
    readonly created?: string;
    /**
     * Format: date
     * @description A day.
     */
    birthday?: string;
    /**
     * Format: email
     * @description An address.
     */
    email?: string;
    /**
     * Format: uri
     * @description A link.
     */
    link?: string;
    /**
     * Format: uuid
     * @description Set by the server.
     */
    readonly id?: string;
    /**
     * Format: password
     * @description Never given back.
     */
    secret?: string;
    /** @description Bytes as text. */
    encoded?: string;
    /** @description Anything but nothing. */
    notEmpty?: string;
    /** @description Things in things. */
    children?: components["schemas"]["Thing"][];
    odd?: components["schemas"]["OddNames"];
}
export interface Circle {
    /**
     * @description Always `circle`. (enum property replaced by openapi-typescript)
     * @enum {string}
     */
    form: "circle";
    /** @description Half of the width. */
    radius: number;
}
export interface Square {
    /**
     * @description Always `square`. (enum property replaced by openapi-typescript)
     * @enum {string}
     */
    form: "square";
    /** @description The width. */
    side: number;
}
export interface Named {
    /** @description Name. */
    name: string;
}
export interface OddNames {
    /** @description A quote. */
    "it's"?: string;
    /** @description Two quotes. */
    "said \"hello\"": string;
    /** @description A backslash. */
    "back\\slash"?: string;
    /** @description What JSON pointers escape. */
    "a/b~c"?: string;
    /** @description The end of a comment. */
    "*/"?: string;
    /** @description A member of every object. */
    constructor?: string;
}
export interface TokenRequest {
    /**
     * @description The grant.
     * @constant
     */
    grant_type: "authorization_code";
    /** @description The code. */
    code: string;
    /**
     * Format: password
     * @description The secret.
     */
    client_secret: string;
}
export interface Token {
    /**
     * Format: password
     * @description The token.
     */
    access_token: string;
}
export interface Error {
    /** @description What went wrong. */
    message: string;
}
export interface Chunk {
    /** @description A piece of text. */
    text: string;
}
export interface Call {
    /** @description Name of the tool. */
    tool: string;
}
export interface Done {
    /** @description Length of the reply. */
    tokens?: number;
}
export interface Joined {
    /**
     * @description Always `joined`.
     * @constant
     */
    type: "joined";
    /** @description Name. */
    who: string;
}
export interface Left {
    /**
     * @description Always `left`.
     * @constant
     */
    type: "left";
}
