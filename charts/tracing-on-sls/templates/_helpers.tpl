{{/* Labels of an object; argument: dict "root" $ "component" name. */}}
{{- define "tracing-on-sls.labels" -}}
{{ include "tracing-on-sls.selector" . }}
app.kubernetes.io/name: tracing-on-sls
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{/* What selects the pods; never changes between versions. */}}
{{- define "tracing-on-sls.selector" -}}
app: tracing-on-sls
component: {{ .component }}
{{- end }}

{{- define "tracing-on-sls.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "tracing-on-sls.serviceAccount" -}}
{{ .Values.serviceAccount.name | default "tracing-on-sls" }}
{{- end }}

{{- define "tracing-on-sls.keySecret" -}}
{{ .Values.storage.aliyun_sls.accesskey.existingSecret | default "tracing-on-sls-accesskey" }}
{{- end }}

{{/* Whether a key pair in a Secret is used. */}}
{{- define "tracing-on-sls.usesKeys" -}}
{{- $sls := .Values.storage.aliyun_sls -}}
{{- if or (eq .Values.storage.type "local") $sls.accesskey.existingSecret $sls.accesskey.id -}}true{{- end -}}
{{- end }}

{{/* An umbrella chart calls this from one of its templates with its own context: two tracing stacks at once are a mistake. */}}
{{- define "tracing-on-sls.refuseBoth" -}}
{{- $other := dig "tracing" "enabled" false (.Values | merge (dict)) -}}
{{- $ours := dig "tracing-on-sls" "enabled" false (.Values | merge (dict)) -}}
{{- if and $other $ours -}}
{{- fail "tracing.enabled and tracing-on-sls.enabled are both true: sidecars can report to one of them only. Set tracing.enabled=false to use tracing-on-sls." -}}
{{- end -}}
{{- end }}

{{/* Flags that collector and query share. */}}
{{- define "tracing-on-sls.storageArgs" -}}
{{- $sls := .Values.storage.aliyun_sls -}}
{{- if eq .Values.storage.type "local" }}
- --span-storage.type=local
- --aliyun-log.target=http://tracing-on-sls-log-service:12690
{{- else }}
- --span-storage.type=aliyun-log
- --aliyun-log.endpoint={{ $sls.endpoint }}
- --aliyun-log.project={{ $sls.project }}
{{- if $sls.instance }}
- --aliyun-log.instance={{ $sls.instance }}
{{- else }}
- --aliyun-log.span-logstore={{ $sls.logstore }}
{{- end }}
{{- if $sls.archiveLogstore }}
- --aliyun-log.archive.span-logstore={{ $sls.archiveLogstore }}
{{- end }}
- --aliyun-log.init-resource-flag={{ $sls.initResource }}
- --aliyun-log.init-console-flag={{ $sls.initConsole }}
- --aliyun-log.max-query-duration={{ $sls.maxQueryDuration }}
{{- if $sls.ramRole }}
- --aliyun-log.ram-role={{ $sls.ramRole }}
{{- end }}
{{- end }}
{{- if include "tracing-on-sls.usesKeys" . }}
- --aliyun-log.access-key-id-file=/etc/tracing-on-sls/accesskey/access-key-id
- --aliyun-log.access-key-secret-file=/etc/tracing-on-sls/accesskey/access-key-secret
{{- if and (eq .Values.storage.type "aliyun-log") .Values.storage.aliyun_sls.accesskey.securityToken }}
- --aliyun-log.security-token-file=/etc/tracing-on-sls/accesskey/security-token
{{- end }}
{{- end }}
{{- end }}

{{/* Flags about tenants, the same for collector and query. */}}
{{- define "tracing-on-sls.tenancyArgs" -}}
{{- $t := .Values.tenancy -}}
{{- if $t.enabled }}
- --multi-tenancy.enabled
- --multi-tenancy.header={{ $t.header }}
{{- if $t.tenants }}
- --multi-tenancy.tenants={{ join "," $t.tenants }}
{{- end }}
{{- if $t.logstores }}
- --aliyun-log.tenant-logstores={{ range $i, $tenant := keys $t.logstores | sortAlpha }}{{ if $i }},{{ end }}{{ $tenant }}={{ index $t.logstores $tenant }}{{ end }}
{{- end }}
- --aliyun-log.max-tenants={{ $t.maxTenants }}
{{- end }}
{{- end }}

{{- define "tracing-on-sls.storageEnv" -}}
{{- $oidc := .Values.storage.aliyun_sls.oidc -}}
{{- if and (eq .Values.storage.type "aliyun-log") $oidc.roleArn }}
- name: ALIBABA_CLOUD_ROLE_ARN
  value: {{ $oidc.roleArn | quote }}
- name: ALIBABA_CLOUD_OIDC_PROVIDER_ARN
  value: {{ $oidc.providerArn | quote }}
- name: ALIBABA_CLOUD_OIDC_TOKEN_FILE
  value: /var/run/secrets/tokens/oidc/token
{{- end }}
{{- end }}

{{- define "tracing-on-sls.storageMounts" -}}
{{- if include "tracing-on-sls.usesKeys" . }}
- name: accesskey
  mountPath: /etc/tracing-on-sls/accesskey
  readOnly: true
{{- end }}
{{- if and (eq .Values.storage.type "aliyun-log") .Values.storage.aliyun_sls.oidc.roleArn }}
- name: oidc-token
  mountPath: /var/run/secrets/tokens/oidc
  readOnly: true
{{- end }}
{{- end }}

{{- define "tracing-on-sls.storageVolumes" -}}
{{- if include "tracing-on-sls.usesKeys" . }}
- name: accesskey
  secret:
    secretName: {{ include "tracing-on-sls.keySecret" . }}
    defaultMode: 0440
{{- end }}
{{- if and (eq .Values.storage.type "aliyun-log") .Values.storage.aliyun_sls.oidc.roleArn }}
- name: oidc-token
  projected:
    sources:
      - serviceAccountToken:
          audience: sts.aliyuncs.com
          expirationSeconds: 3600
          path: token
{{- end }}
{{- end }}

{{/* What every pod has; argument: dict "root" $ "component" name "values" section. */}}
{{- define "tracing-on-sls.podCommon" -}}
serviceAccountName: {{ include "tracing-on-sls.serviceAccount" .root }}
automountServiceAccountToken: false
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
securityContext: {{- toYaml .root.Values.podSecurityContext | nindent 2 }}
{{- with .values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
{{- if .root.Values.topologySpread.enabled }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- include "tracing-on-sls.selector" . | nindent 8 }}
{{- end }}
{{- end }}

{{/* Probes on the admin port: alive means the process answers; ready means it accepts requests, whatever the storage does. */}}
{{- define "tracing-on-sls.probes" -}}
startupProbe:
  httpGet: {path: /, port: admin}
  periodSeconds: 2
  failureThreshold: 60
readinessProbe:
  httpGet: {path: /, port: admin}
  periodSeconds: 5
livenessProbe:
  httpGet: {path: /livez, port: admin}
  periodSeconds: 10
  failureThreshold: 6
{{- end }}

{{/* Fails with words when the query server would be open to the world. */}}
{{- define "tracing-on-sls.checkExposure" -}}
{{- $q := .Values.query -}}
{{- $exposed := or (ne $q.service.type "ClusterIP") $q.ingress.enabled $q.gateway.enabled -}}
{{- if and $exposed (not $q.auth.basicSecret) (not $q.auth.bearerSecret) (not $q.auth.allowUnauthenticated) -}}
{{- fail "The query server would be reachable from outside without a login. Set query.auth.basicSecret or query.auth.bearerSecret, or query.auth.allowUnauthenticated=true if something in front of it asks for one." -}}
{{- end -}}
{{- end }}
