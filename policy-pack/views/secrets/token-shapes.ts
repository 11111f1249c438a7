/** The shape of a kind of secret that its issuer made to be recognised. */
interface TokenShape {
  /** What a message calls it, after 'it has'. */
  readonly name: string;
  /** A text that each token of the shape holds: what lacks it need not be searched. */
  readonly hint: string;
  /**
   * Never starts within a run of its own characters and has no end that is open, so that a search takes time linear in
   * the text, and little memory.
   */
  readonly pattern: RegExp;
}

const shapes: readonly TokenShape[] = [
  {
    name: "a private key",
    hint: "PRIVATE KEY",
    pattern: /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g,
  },
  { name: "a GitHub token", hint: "gh", pattern: /(?<!\w)gh[pousr]_[A-Za-z0-9]{30}/g },
  { name: "a GitHub token", hint: "github_pat_", pattern: /(?<!\w)github_pat_\w{30}/g },
  {
    name: "a GitLab token",
    hint: "gl",
    pattern: /(?<![\w-])gl(?:pat|ptt|rt|dt|soat|cbt|ft|imt|agent|oas|ffct)-[\w.-]{16}/g,
  },
  {
    name: "an AWS access key",
    hint: "A",
    pattern: /(?<![A-Z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Z0-9])/g,
  },
  { name: "a Google API key", hint: "AIza", pattern: /(?<![\w-])AIza[\w-]{35}(?![\w-])/g },
  { name: "a Google OAuth secret", hint: "GOCSPX-", pattern: /(?<![\w-])GOCSPX-[\w-]{20}/g },
  { name: "a Google access token", hint: "ya29.", pattern: /(?<![\w.-])ya29\.[\w-]{20}/g },
  {
    name: "an Azure account key",
    hint: "AccountKey=",
    pattern: /(?<!\w)AccountKey=[A-Za-z0-9+/]{40}={0,2}/g,
  },
  {
    name: "an Azure access key",
    hint: "SharedAccessKey=",
    pattern: /(?<!\w)SharedAccessKey=[A-Za-z0-9+/]{40}={0,2}/g,
  },
  { name: "a signature of an Azure address", hint: "sig=", pattern: /[?&]sig=[A-Za-z0-9%+/]{40}/g },
  {
    name: "an Azure client secret",
    hint: "8Q~",
    pattern: /(?<![\w.~-])[\w.~-]{3}8Q~[\w.~-]{31,34}(?![\w.~-])/g,
  },
  { name: "a Slack token", hint: "xox", pattern: /(?<![\w-])xox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]{10}/g },
  { name: "a Slack token", hint: "xapp-", pattern: /(?<![\w-])xapp-\d-[A-Za-z0-9-]{10}/g },
  {
    name: "a Slack webhook address",
    hint: "hooks.slack.com/",
    pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9/_-]{20}/g,
  },
  {
    name: "a Discord webhook address",
    hint: "/api/webhooks/",
    pattern: /discord(?:app)?\.com\/api\/webhooks\/\d{10,25}\/[\w-]{30}/g,
  },
  {
    name: "a Microsoft Teams webhook address",
    hint: "webhook.office.com/",
    pattern: /webhook\.office\.com\/webhookb2\/[\w@-]{30}/g,
  },
  { name: "a Stripe key", hint: "_", pattern: /(?<!\w)[sr]k_(?:live|test)_[A-Za-z0-9]{16}/g },
  { name: "a Stripe webhook secret", hint: "whsec_", pattern: /(?<!\w)whsec_[A-Za-z0-9+/=]{24}/g },
  { name: "a PagerDuty token", hint: "u+", pattern: /(?<![\w+-])u\+[\w-]{18}(?![\w+-])/g },
  { name: "a PagerDuty token", hint: "pd", pattern: /(?<![\w+-])pd[a-z]{2}\+[\w+-]{16}/g },
  {
    name: "a PagerDuty integration key",
    hint: "pagerduty.com/",
    pattern: /pagerduty\.com\/(?:integration|x-ere|generic\/[\d-]{10}\/create_event\.json)\/[A-Za-z0-9]{20}/g,
  },
  { name: "a Datadog key", hint: "dd", pattern: /(?<!\w)dd(?:app|pat|api)_[A-Za-z0-9]{30}/g },
  { name: "an npm token", hint: "npm_", pattern: /(?<!\w)npm_[A-Za-z0-9]{36}(?!\w)/g },
  { name: "a PyPI token", hint: "pypi-", pattern: /(?<![\w-])pypi-Ag[\w-]{50}/g },
  { name: "a RubyGems key", hint: "rubygems_", pattern: /(?<!\w)rubygems_[a-f0-9]{48}(?!\w)/g },
  {
    name: "a JSON Web Token",
    hint: "eyJ",
    pattern: /(?<![\w.-])eyJ[\w-]{10,2000}\.eyJ[\w-]{10,8000}\.[\w-]{10}/g,
  },
  { name: "a Docker token", hint: "dckr_", pattern: /(?<!\w)dckr_[po]at_[\w-]{20}/g },
  { name: "a SendGrid key", hint: "SG.", pattern: /(?<![\w.-])SG\.[\w-]{16,32}\.[\w-]{32,64}/g },
  { name: "a Vault token", hint: "hv", pattern: /(?<![\w.-])hv[sbr]\.[\w-]{24}/g },
  { name: "a Pulumi token", hint: "pul-", pattern: /(?<![\w-])pul-[a-f0-9]{40}(?![\w-])/g },
  {
    name: "a Terraform token",
    hint: ".atlasv1.",
    pattern: /(?<![\w.-])[A-Za-z0-9]{14}\.atlasv1\.[\w-]{50}/g,
  },
  { name: "a DigitalOcean token", hint: "_v1_", pattern: /(?<!\w)do[opr]_v1_[a-f0-9]{64}(?!\w)/g },
  { name: "an OpenAI key", hint: "T3BlbkFJ", pattern: /(?<![\w-])sk-[\w-]{16,100}T3BlbkFJ[\w-]{16}/g },
  { name: "an Anthropic key", hint: "sk-ant-", pattern: /(?<![\w-])sk-ant-[\w-]{30}/g },
  { name: "a Grafana token", hint: "gl", pattern: /(?<!\w)gl(?:sa|c)_[\w+/=]{30}/g },
  { name: "a New Relic key", hint: "NRAK-", pattern: /(?<![\w-])NRAK-[A-Z0-9]{27}(?![\w-])/g },
  { name: "an Atlassian token", hint: "ATATT3", pattern: /(?<![\w-])ATATT3[\w=-]{50}/g },
  { name: "a Shopify token", hint: "shp", pattern: /(?<!\w)shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}(?!\w)/g },
  { name: "a Databricks token", hint: "dapi", pattern: /(?<!\w)dapi[a-f0-9]{32}(?:-\d)?(?!\w)/g },
  { name: "an age key", hint: "AGE-SECRET-KEY-", pattern: /(?<![\w-])AGE-SECRET-KEY-1[A-Z0-9]{50}/g },
];

/** A token of a text: what it is, and where it stands. */
export interface FoundToken {
  readonly name: string;
  readonly index: number;
}

/** The first token of a known shape in a text; one that only shows what a token looks like is none. */
export function tokenIn(text: string): FoundToken | undefined {
  for (const { name, hint, pattern } of shapes) {
    if (!text.includes(hint)) continue;
    for (const match of text.matchAll(pattern)) {
      if (!isMadeUp(match[0])) return { name, index: match.index };
    }
  }
  return undefined;
}

/** A text to be shown, unless there is a token in it. */
export function hideTokens(text: string): string {
  return tokenIn(text) === undefined ? text : "(hidden)";
}

/** The issuers' own examples say so, and a row of one character or two is nobody's token. */
function isMadeUp(token: string): boolean {
  return token.startsWith("-----") ? false : token.includes("EXAMPLE") || new Set(token.slice(-12)).size < 4;
}
