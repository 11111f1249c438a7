import { azure } from "../engine/tokens";

/** API versions that tokens may carry, by token: those that @pulumi/azure-native 3.28.0 lists as aliases of each type. */
const versions: Readonly<Record<string, string>> = {
  [azure.blobServiceProperties]: `
    20180701 20181101 20190401 20190601 20200801preview 20210101 20210201 20210401 20210601 20210801
    20210901 20220501 20220901 20230101 20230401 20230501 20240101 20250101`,
  [azure.cosmosAccount]: `
    20150401 20150408 20151106 20160319 20160331 20190801 20191212 20200301 20200401 20200601preview
    20200901 20210115 20210301preview 20210315 20210401preview 20210415 20210515 20210615
    20210701preview 20211015 20211015preview 20211115preview 20220215preview 20220515 20220515preview
    20220815 20220815preview 20221115 20221115preview 20230301preview 20230315 20230315preview 20230415
    20230915 20230915preview 20231115 20231115preview 20240215preview 20240515 20240515preview 20240815
    20240901preview 20241115 20241201preview 20250415 20250501preview 20251015 20251101preview 20260315
    20260401preview`,
  [azure.documentDbAccount]: `
    20210401preview 20230315preview 20230415 20230915 20230915preview 20231115 20231115preview
    20240215preview 20240515 20240515preview 20240815 20240901preview 20241115 20241201preview`,
  [azure.mysqlServer]: `
    20171201 20180601privatepreview 20200701preview 20200701privatepreview 20210501 20210501preview
    20211201preview 20220101 20220930preview 20230601preview 20230630 20231001preview 20231201preview
    20231230 20240201preview 20240601preview 20241001preview 20241201preview 20241230 20250601preview
    20251201preview`,
  [azure.postgresqlServer]: `
    20171201 20171201preview 20200214preview 20200214privatepreview 20210410privatepreview 20210601
    20210601preview 20210615privatepreview 20220120preview 20220308preview 20221201 20230301preview
    20230601preview 20231201preview 20240301preview 20240801 20241101preview 20250101preview
    20250601preview 20250801 20260101preview 20260401preview`,
  [azure.sqlDatabase]: `
    20140401 20170301preview 20171001preview 20190601preview 20200202preview 20200801preview
    20201101preview 20210201preview 20210501preview 20210801preview 20211101 20211101preview
    20220201preview 20220501preview 20220801preview 20221101preview 20230201preview 20230501preview
    20230801 20230801preview 20240501preview 20241101preview 20250101 20250201preview 20250801preview`,
  [azure.sqlShortTermRetention]: `
    20171001preview 20200202preview 20200801preview 20201101preview 20210201preview 20210501preview
    20210801preview 20211101 20211101preview 20220201preview 20220501preview 20220801preview
    20221101preview 20230201preview 20230501preview 20230801 20230801preview 20240501preview
    20241101preview 20250101 20250201preview 20250801preview`,
  [azure.storageAccount]: `
    20150501preview 20150615 20160101 20160501 20161201 20170601 20171001 20180201 20180301preview
    20180701 20181101 20190401 20190601 20200801preview 20210101 20210201 20210401 20210601 20210801
    20210901 20220501 20220901 20230101 20230401 20230501 20240101 20250101 20250601 20250801 20260401`,
  [azure.webApp]: `
    20150801 20160801 20180201 20181101 20190801 20200601 20200901 20201001 20201201 20210101 20210115
    20210201 20210301 20220301 20220901 20230101 20231201 20240401 20241101 20250301 20250501
    20260301preview 20260315 20260715`,
};

/** Tokens with each of their API versions: azure-native:sql:Database is azure-native:sql/v20211101:Database as well. */
export function everyVersion(...tokens: readonly string[]): readonly string[] {
  return tokens.flatMap((token) => [
    token,
    ...versionsOf(token).map((version) => withVersion(token, version)),
  ]);
}

function versionsOf(token: string): readonly string[] {
  return (versions[token] ?? "").split(/\s+/).filter((version) => version !== "");
}

function withVersion(token: string, version: string): string {
  const [provider, module, type] = token.split(":");
  return `${provider}:${module}/v${version}:${type}`;
}
