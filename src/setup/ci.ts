/** Registers a build, signed: the same lines wherever there is a shell, curl and openssl. */
export function curlScript(service: string, address: string): string {
  const names = '"version":"%s","commit":"%s","image":"%s","checks":{"passed":%d,"failed":%d}';
  return `body=$(printf '{"service":"${service}",${names}}' \\
  "$VERSION" "$COMMIT" "$IMAGE" "\${PASSED:-0}" "\${FAILED:-0}")
timestamp=$(date +%s)
signature=v1=$(printf '%s.%s' "$timestamp" "$body" |
  openssl dgst -sha256 -hmac "$BUILDS_SECRET" -hex | sed 's/^.* //')
curl -sS --fail-with-body -X POST "\${DAVY_URL:-${address}}/builds" \\
  -H 'content-type: application/json' \\
  -H "x-davy-timestamp: $timestamp" -H "x-davy-signature: $signature" -d "$body"
`;
}

/**
 * What to put into CI, by its name, where the fleet starts this kind of image. BUILDS_SECRET is a
 * secret there, as it is Davy's.
 */
export function ciSnippets(
  service: string,
  address: string,
  image: 'ami' | 'digest',
): readonly { readonly name: string; readonly text: string }[] {
  const script = curlScript(service, address);
  const isAmi = image === 'ami';
  const one = isAmi ? 'ami-…' : 'its digest';
  const variable = isAmi ? 'AMI_ID' : 'IMAGE_DIGEST';
  const within = (spaces: number) => script.trimEnd().replaceAll(/^/gm, ' '.repeat(spaces));
  return [
    {
      name:
        `Any shell (curl): set VERSION, COMMIT (40 hex digits), IMAGE (${one}), BUILDS_SECRET; ` +
        'PASSED and FAILED are what the tests said',
      text: script,
    },
    {
      name: `GitHub Actions: a step after the ${isAmi ? 'AMI was made' : 'image was pushed'}`,
      text: `- name: Tell Davy
  env:
    VERSION: \${{ github.ref_name }}
    COMMIT: \${{ github.sha }}
    IMAGE: \${{ steps.build.outputs.${image} }}
    BUILDS_SECRET: \${{ secrets.BUILDS_SECRET }}
  run: |
    VERSION="\${VERSION#v}"
${within(4)}
`,
    },
    {
      name: 'GitLab CI: a job; BUILDS_SECRET is a masked variable',
      text: `tell-davy:
  stage: deploy
  rules: [{ if: $CI_COMMIT_TAG }]
  script:
    - export VERSION="\${CI_COMMIT_TAG#v}" COMMIT="$CI_COMMIT_SHA" IMAGE="$${variable}"
    - |
${within(6)}
`,
    },
    ...moreSnippets(script, within),
  ];
}

/** Where the shell stands in words of another language. */
function moreSnippets(script: string, within: (spaces: number) => string) {
  return [
    {
      name: 'Bamboo: a script task; the variable builds_secret is a password',
      text: `export VERSION="\${bamboo_inject_version}" COMMIT="\${bamboo_planRepository_revision}"
export IMAGE="\${bamboo_inject_image}" BUILDS_SECRET="\${bamboo_builds_secret}"
${script}`,
    },
    {
      name: 'Jenkins: a stage; builds-secret is a secret text',
      text: `stage('Tell Davy') {
  steps {
    withCredentials([string(credentialsId: 'builds-secret', variable: 'BUILDS_SECRET')]) {
      withEnv(["VERSION=\${params.VERSION}", "COMMIT=\${env.GIT_COMMIT}"]) { // and IMAGE
        sh '''
${within(10).replaceAll('\\', '\\\\')}
        '''
      }
    }
  }
}
`,
    },
    {
      name: 'Packer: after the AMI; its post-processor "manifest" writes packer-manifest.json',
      text: `post-processor "manifest" { output = "packer-manifest.json" }
post-processor "shell-local" {
  environment_vars = ["VERSION=\${var.version}", "COMMIT=\${var.commit}"]
  inline = [<<-EOT
    IMAGE=$(jq -r '.builds[-1].artifact_id | split(":")[1]' packer-manifest.json)
${within(4).replaceAll('${', '$${')}
  EOT
  ]
}
`,
    },
  ];
}
