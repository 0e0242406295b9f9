/** A request that the API would not accept, with what it would say. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

/** Refuses with 400 `invalid_request_error`, or as told. */
export function refuse(message: string, status = 400, type = "invalid_request_error"): never {
  throw new Refused(status, type, message);
}

const typeOfStatus: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  409: "conflict_error",
  413: "request_too_large",
  429: "rate_limit_error",
  504: "timeout_error",
  529: "overloaded_error",
};

/** The `error.type` that the API documents for a status. */
export function errorType(status: number): string {
  return typeOfStatus[status] ?? (status < 500 ? "invalid_request_error" : "api_error");
}

const messageOfStatus: Readonly<Record<number, string>> = {
  401: "invalid x-api-key",
  402: "Your credit balance is too low to access the Anthropic API.",
  403: "Your API key does not have permission to use the specified resource.",
  413: "Request exceeds the maximum size",
  429: "This request would exceed your organization's rate limit.",
  529: "Overloaded",
};

/** Plausible words for a status that a test gave none for. */
export function errorMessage(status: number): string {
  return messageOfStatus[status] ?? (status < 500 ? "Error" : "Internal server error");
}

/** The documented body of an error. */
export function errorBody(type: string, message: string, requestId: string): object {
  return { type: "error", error: { type, message }, request_id: requestId };
}
