{{- define "millwright.names" -}}orders tracking quality inventory maintenance{{- end -}}

{{- define "millwright.fullname" -}}
{{- if contains "millwright" .Release.Name -}}{{ .Release.Name | trunc 50 | trimSuffix "-" }}
{{- else -}}{{ printf "%s-millwright" .Release.Name | trunc 50 | trimSuffix "-" }}{{- end -}}
{{- end -}}

{{- define "millwright.selector" -}}
app.kubernetes.io/name: millwright
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "millwright.labels" -}}
{{ include "millwright.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{- define "millwright.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}{{ .repository }}@{{ .digest }}{{- else -}}{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}{{- end -}}
{{- end -}}
{{- end -}}

{{/* What a service is set to: that of all, overridden by its own. Takes a dict of root and name. */}}
{{- define "millwright.settings" -}}
{{- mergeOverwrite (deepCopy .root.Values.service) (index .root.Values.services .name | default dict) | toYaml -}}
{{- end -}}

{{- define "millwright.brokers" -}}
{{- if .Values.strimzi.enabled -}}{{ .Values.kafka.brokers | default (printf "%s-kafka-kafka-bootstrap:9092" (include "millwright.fullname" .)) }}
{{- else -}}{{ required "kafka.brokers: say where Kafka is, such as kafka-bootstrap:9092" .Values.kafka.brokers }}{{- end -}}
{{- end -}}

{{/* Restricted by the Pod Security Standards. */}}
{{- define "millwright.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1000
runAsGroup: 1000
fsGroup: 1000
seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{- define "millwright.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end -}}

{{/* Takes a dict of root and name. */}}
{{- define "millwright.env" -}}
{{- $values := .root.Values -}}
- { name: MILLWRIGHT_SITE, value: {{ $values.site | quote }} }
- { name: MILLWRIGHT_TIME_ZONE, value: {{ $values.timeZone | quote }} }
- { name: MILLWRIGHT_HOST, value: 0.0.0.0 }
- { name: MILLWRIGHT_PORT, value: "3000" }
- { name: MILLWRIGHT_METRICS_PORT, value: {{ $values.metrics.port | quote }} }
- { name: MILLWRIGHT_LOG_LEVEL, value: {{ $values.logLevel | quote }} }
- { name: MILLWRIGHT_DRAIN_SECONDS, value: {{ $values.drainSeconds | quote }} }
- name: MILLWRIGHT_DATABASE_URL
  valueFrom: { secretKeyRef: { name: {{ $values.database.secretName }}, key: {{ .name }} } }
- { name: MILLWRIGHT_KAFKA_BROKERS, value: {{ include "millwright.brokers" .root | quote }} }
- { name: MILLWRIGHT_KAFKA_TOPIC_PREFIX, value: {{ $values.kafka.topicPrefix | quote }} }
{{- with $values.kafka.sasl }}
{{- if .mechanism }}
- { name: MILLWRIGHT_KAFKA_SASL_MECHANISM, value: {{ .mechanism | quote }} }
- name: MILLWRIGHT_KAFKA_SASL_USERNAME
  valueFrom: { secretKeyRef: { name: {{ required "kafka.sasl.secretName: name the Secret with username and password" .secretName }}, key: username } }
- name: MILLWRIGHT_KAFKA_SASL_PASSWORD
  valueFrom: { secretKeyRef: { name: {{ .secretName }}, key: password } }
{{- end }}
{{- end }}
{{- with $values.oidc }}
{{- range $setting, $value := dict "ISSUER" .issuer "AUDIENCE" .audience "JWKS_URL" .jwksUrl "ACTOR_CLAIM" .actorClaim "ROLES_CLAIM" .rolesClaim }}
{{- if $value }}
- { name: MILLWRIGHT_OIDC_{{ $setting }}, value: {{ $value | quote }} }
{{- end }}
{{- end }}
{{- end }}
{{- with $values.webhooks.allow }}
- { name: MILLWRIGHT_WEBHOOK_ALLOW, value: {{ join "," . | quote }} }
{{- end }}
{{- with $values.otlp.url }}
- { name: MILLWRIGHT_OTLP_URL, value: {{ . | quote }} }
{{- end }}
{{- if and $values.administrator.secretName (eq .name "tracking") }}
- name: MILLWRIGHT_ADMINISTRATOR_PASSWORD
  valueFrom: { secretKeyRef: { name: {{ $values.administrator.secretName }}, key: password } }
{{- end }}
{{- if $values.kafka.tls.enabled }}
- { name: MILLWRIGHT_KAFKA_TLS, value: "true" }
{{- if $values.kafka.tls.caSecretName }}
- { name: MILLWRIGHT_KAFKA_TLS_CA_FILE, value: /etc/millwright/kafka/ca.crt }
{{- end }}
{{- end }}
{{- end -}}

{{- define "millwright.mounts" -}}
- { name: tmp, mountPath: /tmp }
{{- if and .Values.kafka.tls.enabled .Values.kafka.tls.caSecretName }}
- { name: kafka-ca, mountPath: /etc/millwright/kafka, readOnly: true }
{{- end }}
{{- end -}}

{{- define "millwright.volumes" -}}
- name: tmp
  emptyDir: { sizeLimit: 64Mi }
{{- if and .Values.kafka.tls.enabled .Values.kafka.tls.caSecretName }}
- name: kafka-ca
  secret: { secretName: {{ .Values.kafka.tls.caSecretName }}, items: [{ key: ca.crt, path: ca.crt }] }
{{- end }}
{{- end -}}

{{/* Where and with what right pods run, the same for all of them. */}}
{{- define "millwright.placement" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  {{- include "millwright.podSecurity" . | nindent 2 }}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Brings the log and the read models of one service to today's state, and ends. Takes a dict of root and name. */}}
{{- define "millwright.migration" -}}
- name: migrate-{{ .name }}
  image: {{ include "millwright.image" .root }}
  imagePullPolicy: {{ .root.Values.image.pullPolicy }}
  command: [node, services/{{ .name }}/dist/main.js, migrate]
  terminationMessagePolicy: FallbackToLogsOnError
  securityContext:
    {{- include "millwright.containerSecurity" . | nindent 4 }}
  env:
    {{- include "millwright.env" . | nindent 4 }}
    - name: MILLWRIGHT_DATABASE_OWNER_URL
      valueFrom: { secretKeyRef: { name: {{ .root.Values.database.ownerSecretName }}, key: {{ .name }} } }
  resources:
    requests: { cpu: 50m, memory: 128Mi }
    limits: { cpu: 500m, memory: 256Mi }
  volumeMounts:
    {{- include "millwright.mounts" .root | nindent 4 }}
{{- end -}}

{{/*
A hook whose pod lacks a Secret waits until Helm gives up, and says nothing of why. So whoever installs is told at once what
is missing; helm template asks no cluster and believes. Takes a dict of root, secret, keys and value.
*/}}
{{- define "millwright.mustExist" -}}
{{- $namespace := .root.Release.Namespace -}}
{{- if lookup "v1" "ServiceAccount" $namespace "default" -}}
{{- $found := lookup "v1" "Secret" $namespace .secret -}}
{{- if not $found -}}
{{- fail (printf "%s: there is no Secret %s in the namespace %s; it needs the keys %s" .value .secret $namespace (join ", " .keys)) -}}
{{- end -}}
{{- range $key := .keys -}}
{{- if not (hasKey ($found.data | default dict) $key) -}}
{{- fail (printf "%s: the Secret %s lacks the key %s" $.value $.secret $key) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
