// Generated from the contract; do not edit.

import type { Validate } from "@parley/contracts";

/** Validators of `listThings`. */
export declare const listThings: { readonly "parameters": { readonly "query": Validate }; readonly "request": {  }; readonly "responses": { readonly "200": { readonly "application/json": Validate }; readonly "4XX": { readonly "application/json": Validate } }; readonly "events": {  } };

/** Validators of `createThing`. */
export declare const createThing: { readonly "parameters": {  }; readonly "request": { readonly "application/json": Validate }; readonly "responses": { readonly "201": { readonly "application/json": Validate }; readonly "4XX": { readonly "application/json": Validate } }; readonly "events": {  } };

/** Validators of `getThing`. */
export declare const getThing: { readonly "parameters": { readonly "path": Validate; readonly "query": Validate; readonly "header": Validate; readonly "cookie": Validate }; readonly "request": {  }; readonly "responses": { readonly "200": { readonly "application/json": Validate }; readonly "304": {  }; readonly "404": { readonly "application/json": Validate } }; readonly "events": {  } };

/** Validators of `deleteThing`. */
export declare const deleteThing: { readonly "parameters": { readonly "path": Validate; readonly "query": Validate }; readonly "request": {  }; readonly "responses": { readonly "204": {  }; readonly "404": { readonly "application/json": Validate } }; readonly "events": {  } };

/** Validators of `getFile`. */
export declare const getFile: { readonly "parameters": { readonly "path": Validate }; readonly "request": {  }; readonly "responses": { readonly "200": { readonly "text/plain": Validate }; readonly "404": { readonly "application/json": Validate } }; readonly "events": {  } };

/** Validators of `uploadFiles`. */
export declare const uploadFiles: { readonly "parameters": {  }; readonly "request": { readonly "multipart/form-data": Validate }; readonly "responses": { readonly "204": {  }; readonly "4XX": { readonly "application/json": Validate } }; readonly "events": {  } };

/** Validators of `createToken`. */
export declare const createToken: { readonly "parameters": {  }; readonly "request": { readonly "application/x-www-form-urlencoded": Validate }; readonly "responses": { readonly "200": { readonly "application/json": Validate }; readonly "4XX": { readonly "application/json": Validate } }; readonly "events": {  } };

/** Validators of `sendPicture`. */
export declare const sendPicture: { readonly "parameters": {  }; readonly "request": { readonly "image/png": Validate }; readonly "responses": { readonly "200": { readonly "image/png": Validate }; readonly "4XX": { readonly "application/json": Validate } }; readonly "events": {  } };

/** Validators of `createReply`. */
export declare const createReply: { readonly "parameters": { readonly "query": Validate }; readonly "request": { readonly "application/json": Validate }; readonly "responses": { readonly "200": { readonly "application/json": Validate; readonly "text/event-stream": Validate }; readonly "4XX": { readonly "application/json": Validate } }; readonly "events": { readonly "content": Validate; readonly "tool-call": Validate; readonly "done": Validate; readonly "error": Validate } };

/** Validators of `streamChat`. */
export declare const streamChat: { readonly "parameters": { readonly "path": Validate }; readonly "request": {  }; readonly "responses": { readonly "200": { readonly "text/event-stream": Validate }; readonly "404": { readonly "application/json": Validate } }; readonly "events": { readonly "joined": Validate; readonly "left": Validate } };

/** Validators of `streamWords`. */
export declare const streamWords: { readonly "parameters": {  }; readonly "request": {  }; readonly "responses": { readonly "200": { readonly "text/event-stream": Validate }; readonly "4XX": { readonly "application/json": Validate } }; readonly "events": { readonly "content": Validate } };
