/**
 * A service as collectors look for it: how the catalog names its things. Made from the catalog, so that what observes
 * knows nothing of how a catalog is written.
 */
export interface WantedService {
  /** Name in the catalog; the subject of facts about the service. */
  readonly name: string;
  /** Its name and earlier ones, any of which a vendor may know it by. */
  readonly names: readonly string[];
  readonly repository?: WantedRepository;
  /** Slugs of the GitHub teams that own it, review it or may bypass its protection. */
  readonly teams: readonly string[];
  /** GitHub apps that may bypass its protection, as the catalog names them. */
  readonly apps: readonly string[];
  readonly paging: WantedPaging;
  /** Members of the catalog's teams that may stand in its rotation. */
  readonly people: readonly WantedPerson[];
  /** Datadog's ids of objectives that the catalog refers to. */
  readonly slos: readonly string[];
  /** Datadog's ids of dashboards that the catalog links. */
  readonly dashboards: readonly string[];
}

/** A repository, and what in it the rules look at. */
export interface WantedRepository {
  /** As the catalog names it; the subject of facts about it. */
  readonly subject: string;
  readonly owner: string;
  readonly name: string;
  /** The service's folder, without slashes at its ends; empty for the root. */
  readonly folder: string;
  /** Paths of files that the catalog names: README, runbook, API descriptions, pages. */
  readonly files: readonly string[];
  /** Paths of workflow files that the catalog names, such as that of the deployment. */
  readonly workflows: readonly string[];
  /** Names of deployment environments. */
  readonly environments: readonly string[];
}

/** What of the service's on-call exists at PagerDuty by name, where the catalog says so. */
export interface WantedPaging {
  /** Names that its PagerDuty service may have, the likeliest first. */
  readonly services: readonly string[];
  readonly policy?: string;
  readonly schedule?: string;
  /** Addresses of those who are to be paged by what the catalog declares, and count before PagerDuty has it. */
  readonly people?: readonly string[];
}

export interface WantedPerson {
  readonly login: string;
  readonly email?: string;
}
