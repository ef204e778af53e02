package tests

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	certmanager "github.com/cert-manager/cert-manager/pkg/apis/certmanager/v1"
	groupsnapshot "github.com/kubernetes-csi/external-snapshotter/client/v8/apis/volumegroupsnapshot/v1"
	snapshot "github.com/kubernetes-csi/external-snapshotter/client/v8/apis/volumesnapshot/v1"
	prometheus "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"helm.sh/helm/v3/pkg/lint"
	"helm.sh/helm/v3/pkg/lint/support"
	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	rbac "k8s.io/api/rbac/v1"
	storage "k8s.io/api/storage/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	gateway "sigs.k8s.io/gateway-api/apis/v1"
	"sigs.k8s.io/yaml"
)

// The values that the chart is tried with.
var matrix = map[string]string{
	"defaults": ``,
	"volumes only": `
gateway: {enabled: false}
networkPolicies: {enabled: false}`,
	"two groups of nodes": `
node:
  groups:
    - name: fast
      nodeSelector: {disk: nvme}
      tolerations: [{key: storage, operator: Exists}]
      pools:
        - {name: fast, loop: {path: /mnt/nvme/pool}}
        - {name: scratch, loop: {path: /mnt/nvme/scratch, size: 100Gi}}
        - {name: slow, loop: {path: /mnt/disk/pool, size: 1Ti}}
    - name: slow
      nodeSelector: {disk: hdd}
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms: [{matchExpressions: [{key: rack, operator: In, values: [a]}]}]
      pools: [{name: slow, loop: {path: /mnt/disk/pool, size: 1Ti}}]
  maxVolumes: 100
  listenHost: "[::]"`,
	"pools of LVM": `
node:
  groups:
    - name: disks
      nodeSelector: {disk: nvme}
      pools:
        - {name: fast, lvm: {volumeGroup: data, size: 400Gi, devices: ["/dev/disk/by-id/nvme-*", /dev/sdb]}}
        - {name: spare, loop: {path: /mnt/disk/pool, size: 10Gi}}
    - name: given
      nodeSelector: {disk: given}
      pools: [{name: fast, lvm: {volumeGroup: vg0, thinPool: thin}}]
    - name: plain
      pools: [{name: fast, loop: {path: /mnt/disk/pool, size: 10Gi}}]`,
	"everything": `
image: {registry: registry.example:5000, repository: mirror/cistern, tag: "1.2.3", pullPolicy: Always}
imagePullSecrets: [one, two]
commonLabels: {team: storage}
node: {podLabels: {a: b}, podAnnotations: {c: d}}
controller:
  replicas: 2
  nodeSelector: {role: infra}
  tolerations: [{operator: Exists}]
  podLabels: {a: b}
  podAnnotations: {c: d}
snapshots: {enabled: true, groups: true, default: true, deletionPolicy: Retain}
healthMonitor: {enabled: true}
snapshotMetadata: {enabled: true}
storageClasses:
  - {name: a, default: true, fsType: xfs, parameters: {pool: fast}, mountOptions: [noatime]}
  - {name: b, reclaimPolicy: Retain, volumeBindingMode: Immediate, allowVolumeExpansion: false}
volumeAttributesClasses: [{name: promised, parameters: {provisioning: thick}}]
gateway:
  region: eu-central-1
  domains: [s3.example, s3.internal]
  externalUrl: https://s3.example
  storage: {size: 1Ti, storageClassName: b}
  rootCredentials: {existingSecret: mine}
  tls: {existingSecret: s3-tls}
  service: {type: NodePort, port: 443, nodePort: 30900, annotations: {a.example/b: c}}
  ingress: {enabled: true, className: nginx, annotations: {a.example/b: c}, hosts: [s3.example], tls: [{hosts: [s3.example], secretName: s}]}
  httpRoute: {enabled: true, parentRefs: [{name: gateway}], hostnames: [s3.example]}
  priorityClassName: high
  nodeSelector: {a: b}
  podLabels: {a: b}
  podAnnotations: {c: d}
networkPolicies:
  gatewayFrom: [{namespaceSelector: {matchLabels: {s3: allowed}}}]
  metricsFrom: [{namespaceSelector: {matchLabels: {name: monitoring}}}]
monitoring:
  serviceMonitor: {enabled: true, labels: {release: prometheus}}
  prometheusRule: {enabled: true, labels: {release: prometheus}}
  dashboard: {enabled: true}`,
	"bucket claims": `
gateway:
  cosi:
    enabled: true
    url: http://s3.example:9000
    bucketClasses: [{name: a, deletionPolicy: Delete, parameters: {quota: 10Gi, quotaObjects: "1000", durability: relaxed}}, {name: b}]
    bucketAccessClasses: [{name: a, parameters: {accessMode: ReadOnly}}, {name: b}]`,
	"bucket claims of the second version": `gateway: {cosi: {enabled: true, version: v1alpha2}}`,
	"cert-manager":                        `tls: {source: cert-manager}`,
	"cert-manager with an issuer": `
tls: {source: cert-manager, certManager: {issuerName: ours, issuerKind: ClusterIssuer}}`,
	"given certificates": `
tls: {source: existing, existing: {controllerSecret: one, agentSecret: two}}
snapshotMetadata: {enabled: true, existingSecret: three, authority: PEM}`,
}

// Calls for every set of values on a cluster with, and on one without, the snapshot APIs.
func forAll(t *testing.T, check func(t *testing.T, objects []object)) {
	t.Helper()
	for name, text := range matrix {
		for kind, in := range map[string]cluster{"full": full, "bare": {}} {
			t.Run(fmt.Sprintf("%s on a %s cluster", name, kind), func(t *testing.T) {
				check(t, render(t, text, in))
			})
		}
	}
}

// SnapshotMetadataService of cbt.storage.k8s.io/v1beta1; its module has no client that could be imported.
type snapshotMetadataService struct {
	meta.TypeMeta   `json:",inline"`
	meta.ObjectMeta `json:"metadata"`
	Spec            struct {
		Address  string `json:"address"`
		Audience string `json:"audience"`
		CACert   []byte `json:"caCert"`
	} `json:"spec"`
}

// What each kind is decoded into, without any field it does not have.
func typed(apiVersion, kind string) any {
	switch apiVersion + " " + kind {
	case "v1 Service":
		return &core.Service{}
	case "v1 ServiceAccount":
		return &core.ServiceAccount{}
	case "v1 Secret":
		return &core.Secret{}
	case "v1 ConfigMap":
		return &core.ConfigMap{}
	case "v1 Pod":
		return &core.Pod{}
	case "v1 PersistentVolumeClaim":
		return &core.PersistentVolumeClaim{}
	case "apps/v1 DaemonSet":
		return &apps.DaemonSet{}
	case "apps/v1 Deployment":
		return &apps.Deployment{}
	case "apps/v1 StatefulSet":
		return &apps.StatefulSet{}
	case "policy/v1 PodDisruptionBudget":
		return &policy.PodDisruptionBudget{}
	case "networking.k8s.io/v1 NetworkPolicy":
		return &networking.NetworkPolicy{}
	case "networking.k8s.io/v1 Ingress":
		return &networking.Ingress{}
	case "rbac.authorization.k8s.io/v1 ClusterRole":
		return &rbac.ClusterRole{}
	case "rbac.authorization.k8s.io/v1 ClusterRoleBinding":
		return &rbac.ClusterRoleBinding{}
	case "rbac.authorization.k8s.io/v1 Role":
		return &rbac.Role{}
	case "rbac.authorization.k8s.io/v1 RoleBinding":
		return &rbac.RoleBinding{}
	case "storage.k8s.io/v1 CSIDriver":
		return &storage.CSIDriver{}
	case "storage.k8s.io/v1 StorageClass":
		return &storage.StorageClass{}
	case "storage.k8s.io/v1 VolumeAttributesClass":
		return &storage.VolumeAttributesClass{}
	case "snapshot.storage.k8s.io/v1 VolumeSnapshotClass":
		return &snapshot.VolumeSnapshotClass{}
	case "groupsnapshot.storage.k8s.io/v1 VolumeGroupSnapshotClass":
		return &groupsnapshot.VolumeGroupSnapshotClass{}
	case "groupsnapshot.storage.k8s.io/v1beta2 VolumeGroupSnapshotClass":
		return &groupsnapshot.VolumeGroupSnapshotClass{}
	case "cbt.storage.k8s.io/v1beta1 SnapshotMetadataService":
		return &snapshotMetadataService{}
	case "cert-manager.io/v1 Issuer":
		return &certmanager.Issuer{}
	case "cert-manager.io/v1 Certificate":
		return &certmanager.Certificate{}
	case "gateway.networking.k8s.io/v1 HTTPRoute":
		return &gateway.HTTPRoute{}
	case "objectstorage.k8s.io/v1alpha1 BucketClass":
		return &bucketClass{}
	case "objectstorage.k8s.io/v1alpha1 BucketAccessClass":
		return &bucketAccessClass{}
	case "objectstorage.k8s.io/v1alpha2 BucketClass":
		return &secondBucketClass{}
	case "objectstorage.k8s.io/v1alpha2 BucketAccessClass":
		return &secondBucketAccessClass{}
	case "monitoring.coreos.com/v1 ServiceMonitor":
		return &prometheus.ServiceMonitor{}
	case "monitoring.coreos.com/v1 PrometheusRule":
		return &prometheus.PrometheusRule{}
	default:
		return nil
	}
}

// Decodes an object into its type, refusing a field that the type does not have.
func decode(t *testing.T, from object) any {
	t.Helper()
	into := typed(from.GetAPIVersion(), from.GetKind())
	if into == nil {
		t.Fatalf("%s: no type for %s %s", from, from.GetAPIVersion(), from.GetKind())
	}
	text, err := yaml.YAMLToJSONStrict(from.text)
	if err != nil {
		t.Fatalf("%s: %v", from, err)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		t.Fatalf("%s: %v", from, err)
	}
	return into
}

func TestEveryObjectIsOneThatKubernetesKnows(t *testing.T) {
	forAll(t, func(t *testing.T, objects []object) {
		seen := map[string]bool{}
		for _, each := range objects {
			decode(t, each)
			name := each.GetKind() + "/" + each.GetNamespace() + "/" + each.GetName()
			if seen[name] {
				t.Errorf("%s twice", name)
			}
			seen[name] = true
		}
	})
}

func TestTheChartLints(t *testing.T) {
	for name, text := range matrix {
		result := lint.AllWithKubeVersion("../cistern", values(t, text), namespace, nil)
		for _, message := range result.Messages {
			if message.Severity > support.InfoSev {
				t.Errorf("%s: %v", name, message)
			}
		}
	}
}
