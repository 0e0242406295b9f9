import type { StepName } from "../../core/diagnosis";
import type { EndpointResult } from "../../core/endpoint";
import type { Failure } from "../../core/failure";
import type { Localizer } from "../../core/failureText";
import type { ModelList } from "../../core/model";
import type { ProxySettings } from "../../core/proxyInForce";
import type { KeySearch } from "../apiKey";
import type { Certificates } from "./probes";

/** The two requests of a diagnosis. Neither costs anything. */
export interface DiagnosisClient {
  readonly reach: (
    signal: AbortSignal,
  ) => Promise<
    | { readonly ok: true; readonly status: number; readonly contentType: string }
    | { readonly ok: false; readonly failure: Failure }
  >;
  readonly models: (
    signal: AbortSignal,
  ) => Promise<
    { readonly ok: true; readonly list: ModelList } | { readonly ok: false; readonly failure: Failure }
  >;
}

/** Everything that a diagnosis reads, asks and reaches. */
export interface DiagnosisWorld {
  readonly endpoint: EndpointResult;
  /** Where the extension runs: the name of the remote, or undefined for the person's own machine. */
  readonly remoteName: string | undefined;
  readonly proxy: ProxySettings;
  /** `http.proxyStrictSSL`. */
  readonly strictSsl: boolean;
  /** `http.systemCertificates`. */
  readonly systemCertificates: boolean;
  /** Variables that change which certificates are trusted, by name only: their values are paths. */
  readonly certificateVariables: readonly string[];
  /** What the look at a certificate checks it against; what VS Code adds for its requests is known to VS Code only. */
  readonly trusted: Certificates;
  /** `NODE_TLS_REJECT_UNAUTHORIZED=0`: nothing is ever sent then. */
  readonly isTlsSwitchedOff: boolean;
  readonly model: string;
  readonly findKey: (origin: string) => Promise<KeySearch>;
  readonly connect: (target: {
    readonly baseUrl: string;
    readonly apiKey: string;
  }) => Promise<DiagnosisClient>;
  /** How long each step may take, in milliseconds. */
  readonly limitMs: number;
  /** Is told which step begins, if it is one that takes time. */
  readonly begins?: (step: StepName) => void;
  readonly locale: string;
  readonly l10n: Localizer;
}
