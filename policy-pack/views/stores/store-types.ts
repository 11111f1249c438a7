/** A value that a property may have, or takes where it is not stated. */
export type Plain = string | number | boolean;

/** A resource of another type that holds a setting of a store: `by` names the property that refers to the store. */
export interface Companion {
  readonly types: readonly string[];
  /** Types of the stores that it is for. */
  readonly homes: readonly string[];
  readonly by: string;
  /** What `by` means where it is not stated. */
  readonly byDefault?: string;
  /** Properties that must be the store's as well. */
  readonly alike?: readonly string[];
  /** What messages call it, such as a BackupPolicy. */
  readonly called: string;
}

/** One way in which backups of a store are switched on. Any of a store's ways suffices. */
export interface Way {
  /** Path of the property; of the companion where there is one. Empty where the companion itself is the way. */
  readonly at: string;
  /** Values that mean on: more than 0, a length of time that is not 0, true, or one of these texts. */
  readonly on: "positive" | "span" | "true" | readonly string[];
  /** What the vendor takes where the property, or the companion, is absent; nothing by default, which means off. */
  readonly absent?: Plain;
  readonly companion?: Companion;
}

/** Where another resource decides, and this one only copies it, belongs to it or holds a setting of it. */
export interface Source {
  /** Path of the property that refers to it. */
  readonly at: string;
  readonly types: readonly string[];
  /** What messages call the relation, as in: which it replicates. */
  readonly relation: "replicates" | "belongs to" | "is a setting of";
  /** Only where a property has one of these values. */
  readonly when?: { readonly at: string; readonly is: readonly string[] };
}

/** What can be said of backups for the types of one kind of store. */
export interface StoreType {
  readonly types: readonly string[];
  /** database: also a file system. A bucket counts unless the catalog says that no data is kept, a cache only where it says that some is. */
  readonly kind: "database" | "bucket" | "cache";
  /** Empty for what has no backups of its own. */
  readonly ways: readonly Way[];
  /** The first that applies. */
  readonly sources?: readonly Source[];
  /** Whether AWS Backup can keep it. */
  readonly awsBackup?: true;
  /** Settings under which its backups go when it is deleted: their property, and the value where it is absent. */
  readonly endsWith?: readonly { readonly at: string; readonly absent: boolean }[];
}
