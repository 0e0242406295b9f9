import { source } from "virtual:image-worker";

interface ScriptUrlPolicy {
  /** The types of the DOM know no trusted URLs; at run time it is one. */
  createScriptURL(url: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { readonly createScriptURL: (url: string) => string }): ScriptUrlPolicy;
}

declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypes;
  }
}

const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));

/** The page's only way to a script beside its own: this one URL and no other. */
const policy = window.trustedTypes?.createPolicy("ask-claude-worker", {
  createScriptURL: (asked) => {
    if (asked !== url) {
      throw new TypeError("Only the image worker may be started.");
    }
    return asked;
  },
});

/** Starts a worker that takes a `WorkOrder` at a time and answers it with a `WorkResult`. */
export function startWorker(): Worker {
  return new Worker(policy?.createScriptURL(url) ?? url);
}
