/** Letters and digits without a row of the same ones; texts here are put together, so that no scanner takes them for real. */
export function jumble(length: number, alphabet = "abcdefghijklmnopqrstuvwxyz0123456789"): string {
  return Array.from({ length }, (_, index) => alphabet[(index * 7 + 3) % alphabet.length]).join("");
}

const hex = (length: number): string => jumble(length, "0123456789abcdef");
const upper = (length: number): string => jumble(length, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");

/** A text of each shape that a secret may have, by what a message calls it. */
export const sampleTokens: readonly (readonly [shape: string, token: string])[] = [
  ["a private key", `-----BEGIN ${"RSA PRIVATE"} KEY-----`],
  ["a private key", `-----BEGIN ${"PRIVATE"} KEY-----`],
  ["a private key", `-----BEGIN PGP ${"PRIVATE"} KEY BLOCK-----`],
  ["a GitHub token", `ghp_${jumble(36)}`],
  ["a GitHub token", `ghs_${jumble(36)}`],
  ["a GitHub token", `github_pat_${jumble(22)}_${jumble(59)}`],
  ["a GitLab token", `glpat-${jumble(20)}`],
  ["a GitLab token", `glrt-${jumble(20)}`],
  ["an AWS access key", `AKIA${upper(16)}`],
  ["an AWS access key", `ASIA${upper(16)}`],
  ["a Google API key", `AIza${jumble(35)}`],
  ["a Google OAuth secret", `GOCSPX-${jumble(28)}`],
  ["a Google access token", `ya29.${jumble(60)}`],
  ["an Azure account key", `AccountName=shop;AccountKey=${jumble(86)}==;EndpointSuffix=core.windows.net`],
  ["an Azure access key", `Endpoint=sb://shop;SharedAccessKey=${jumble(43)}=`],
  ["a signature of an Azure address", `https://shop.blob.core.windows.net/x?sv=2024&sig=${jumble(43)}%3D`],
  ["an Azure client secret", `abc8Q~${jumble(34)}`],
  ["a Slack token", `xoxb-${jumble(12)}-${jumble(24)}`],
  ["a Slack token", `xapp-1-${jumble(11)}-${jumble(40)}`],
  ["a Slack webhook address", `https://hooks.slack.com/services/T${upper(8)}/B${upper(8)}/${jumble(24)}`],
  ["a Discord webhook address", `https://discord.com/api/webhooks/${"1234567890"}/${jumble(60)}`],
  [
    "a Microsoft Teams webhook address",
    `https://shop.webhook.office.com/webhookb2/${jumble(36)}@${jumble(36)}`,
  ],
  ["a Stripe key", `sk_${"live"}_${jumble(24)}`],
  ["a Stripe key", `rk_${"test"}_${jumble(24)}`],
  ["a Stripe webhook secret", `whsec_${jumble(32)}`],
  ["a PagerDuty token", `u+${jumble(18)}`],
  ["a PagerDuty token", `pdus+${jumble(32)}`],
  ["a PagerDuty integration key", `https://events.pagerduty.com/integration/${hex(32)}/enqueue`],
  ["a Datadog key", `ddapp_${jumble(34)}`],
  ["an npm token", `npm_${jumble(36)}`],
  ["a PyPI token", `pypi-AgEIcHlwaS5vcmc${jumble(60)}`],
  ["a RubyGems key", `rubygems_${hex(48)}`],
  ["a JSON Web Token", `eyJ${jumble(20)}.eyJ${jumble(40)}.${jumble(43)}`],
  ["a Docker token", `dckr_pat_${jumble(27)}`],
  ["a SendGrid key", `SG.${jumble(22)}.${jumble(43)}`],
  ["a Vault token", `hvs.${jumble(28)}`],
  ["a Pulumi token", `pul-${hex(40)}`],
  ["a Terraform token", `${jumble(14)}.atlasv1.${jumble(67)}`],
  ["a DigitalOcean token", `dop_v1_${hex(64)}`],
  ["an OpenAI key", `sk-${jumble(20)}T3BlbkFJ${jumble(20)}`],
  ["an Anthropic key", `sk-ant-api03-${jumble(93)}`],
  ["a Grafana token", `glsa_${jumble(41)}`],
  ["a New Relic key", `NRAK-${upper(27)}`],
  ["an Atlassian token", `ATATT3${jumble(100)}`],
  ["a Shopify token", `shpat_${hex(32)}`],
  ["a Databricks token", `dapi${hex(32)}`],
  ["an age key", `AGE-SECRET-KEY-1${upper(58)}`],
];

/** A GitHub token that is nobody's. */
export const githubToken = `ghp_${jumble(36)}`;
