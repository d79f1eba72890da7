/** What of package-lock.json counts here. */
export interface Lock {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly version?: string;
        readonly integrity?: string;
        readonly resolved?: string;
        readonly optional?: boolean;
        readonly optionalDependencies?: Readonly<Record<string, string>>;
      }
    >
  >;
}

export function missingOptional(lock: Lock): string[];
export function installedDiffers(lock: Lock, installed: Lock): string | null;
