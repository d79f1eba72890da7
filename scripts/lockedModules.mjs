// What package-lock.json says of node_modules.

/** Optional packages that an entry of the lock names and the lock does not hold: with such holes `npm ci` fails. */
export function missingOptional({ packages }) {
  const paths = Object.keys(packages);
  return Object.values(packages)
    .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
    .filter((name) => !paths.some((path) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`)));
}

/**
 * How what is installed (node_modules/.package-lock.json) differs from the lock, in words; null where it does not.
 * Optional packages may be absent: most are for other systems.
 */
export function installedDiffers(lock, installed) {
  for (const [path, { version, integrity, optional = false }] of Object.entries(lock.packages)) {
    const there = installed.packages[path];
    if (path === "" || (there === undefined && optional)) {
      continue;
    }
    if (there === undefined || there.version !== version || there.integrity !== integrity) {
      return `${path} is ${there?.version ?? "missing"}, not ${version}`;
    }
  }
  const extra = Object.keys(installed.packages).find((path) => !(path in lock.packages));
  return extra === undefined ? null : `${extra} is not in package-lock.json`;
}
