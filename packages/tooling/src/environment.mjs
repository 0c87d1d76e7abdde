// What the environment of a person has to do with the tasks: the names that turbo passes on (`globalPassThroughEnv` in
// turbo.json is held against them), and what is set for every tool. Without dependencies, because the bootstrap uses it.

/** Opt-outs of telemetry, and of the notices that a newer version exists. */
export const optOuts = {
  DO_NOT_TRACK: "1",
  TURBO_TELEMETRY_DISABLED: "1",
  REDOCLY_TELEMETRY: "off",
  REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
  NO_UPDATE_NOTIFIER: "1",
  DENO_NO_UPDATE_CHECK: "1",
};

/** Names that reach every task, whatever it is; a star stands for anything. */
export const passedOn = [
  "CI",
  "PARLEY_*",
  // Proxies, in both spellings, and certificates.
  "ALL_PROXY",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "all_proxy",
  "http_proxy",
  "https_proxy",
  "no_proxy",
  "NODE_EXTRA_CA_CERTS",
  "NODE_USE_ENV_PROXY",
  "NODE_USE_SYSTEM_CA",
  "NODE_COMPILE_CACHE",
  "SSL_CERT_DIR",
  "SSL_CERT_FILE",
  // Settings of npm and pnpm; npm itself sets the lower case.
  "NPM_CONFIG_*",
  "npm_config_*",
  // Places, languages, and how to print.
  "TMPDIR",
  "XDG_*",
  "LANG",
  "LANGUAGE",
  "LC_*",
  "TZ",
  "NO_COLOR",
  "FORCE_COLOR",
  "CHROME_PATH",
  ...Object.keys(optOuts),
];
