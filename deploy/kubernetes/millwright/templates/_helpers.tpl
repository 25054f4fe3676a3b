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
{{- if $values.kafka.tls.enabled }}
- { name: MILLWRIGHT_KAFKA_TLS, value: "true" }
{{- if $values.kafka.tls.caSecretName }}
- { name: MILLWRIGHT_KAFKA_TLS_CA_FILE, value: /etc/millwright/kafka/ca.crt }
{{- end }}
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
{{- end -}}
