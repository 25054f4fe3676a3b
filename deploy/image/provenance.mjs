/** An in-toto statement of how an image came about (SLSA provenance 1), for whoever signs it: `cosign attest --type slsaprovenance1`. */
export const provenance = ({ tag, digest, source, base, buildArguments, startedOn }) => ({
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: tag, digest: { sha256: digest.replace('sha256:', '') } }],
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: {
    buildDefinition: {
      buildType: 'https://mobyproject.org/dockerfile@v0',
      externalParameters: { dockerfile: 'deploy/Dockerfile', buildArguments },
      resolvedDependencies: [
        { uri: `git+${source.source}`, digest: { gitCommit: source.commit } },
        {
          uri: `pkg:docker/${base.name.replace(/:([^:/]+)$/, '@$1')}`,
          ...(base.digest ? { digest: { sha256: base.digest.replace('sha256:', '') } } : {}),
        },
      ],
    },
    runDetails: {
      builder: { id: process.env.IMAGE_BUILDER ?? 'unknown' },
      metadata: { startedOn, finishedOn: new Date().toISOString() },
    },
  },
});
