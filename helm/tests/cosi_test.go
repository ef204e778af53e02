package tests

import (
	"slices"
	"strings"
	"testing"

	core "k8s.io/api/core/v1"
	rbac "k8s.io/api/rbac/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// The classes of the Container Object Storage Interface: fields of an object in v1alpha1, of its spec in v1alpha2.
type bucketClass struct {
	meta.TypeMeta   `json:",inline"`
	meta.ObjectMeta `json:"metadata"`
	bucketClassSpec `json:",inline"`
}

type bucketClassSpec struct {
	DriverName     string            `json:"driverName"`
	DeletionPolicy string            `json:"deletionPolicy"`
	Parameters     map[string]string `json:"parameters"`
}

type bucketAccessClass struct {
	meta.TypeMeta         `json:",inline"`
	meta.ObjectMeta       `json:"metadata"`
	bucketAccessClassSpec `json:",inline"`
}

type bucketAccessClassSpec struct {
	DriverName         string            `json:"driverName"`
	AuthenticationType string            `json:"authenticationType"`
	Parameters         map[string]string `json:"parameters"`
}

type secondBucketClass struct {
	meta.TypeMeta   `json:",inline"`
	meta.ObjectMeta `json:"metadata"`
	Spec            bucketClassSpec `json:"spec"`
}

type secondBucketAccessClass struct {
	meta.TypeMeta   `json:",inline"`
	meta.ObjectMeta `json:"metadata"`
	Spec            bucketAccessClassSpec `json:"spec"`
}

func TestTheSidecarOfBucketsFindsTheDriver(t *testing.T) {
	for _, version := range []string{"v1alpha1", "v1alpha2"} {
		objects := render(t, "gateway: {cosi: {enabled: true, version: "+version+"}}", full)
		pod := podsNamed(t, objects, release+"-gateway")
		if len(pod.Containers) != 2 {
			t.Fatalf("%s: %d containers", version, len(pod.Containers))
		}
		for _, container := range pod.Containers {
			if !slices.Contains(container.Env, core.EnvVar{Name: "COSI_ENDPOINT", Value: "unix:///var/lib/cosi/cosi.sock"}) {
				t.Errorf("%s: %s looks for the driver elsewhere", version, container.Name)
			}
			mounted := slices.ContainsFunc(container.VolumeMounts, func(mount core.VolumeMount) bool {
				return mount.Name == "cosi" && mount.MountPath == "/var/lib/cosi"
			})
			if !mounted {
				t.Errorf("%s: %s does not share the socket", version, container.Name)
			}
		}
		url := "http://" + release + "-s3." + namespace + ".svc:9000"
		if value := variable(t, *pod, "CISTERN_S3_COSI_URL"); value != url {
			t.Errorf("%s: pods are sent to %q", version, value)
		}
	}
}

func TestWithoutBucketClaimsNobodyReachesSecretsOfOthers(t *testing.T) {
	for _, each := range render(t, "", full) {
		if role, is := decode(t, each).(*rbac.ClusterRole); is {
			for _, rule := range role.Rules {
				if slices.Contains(rule.Resources, "secrets") {
					t.Errorf("%s reaches Secrets", each)
				}
			}
		}
		if strings.HasPrefix(each.GetAPIVersion(), "objectstorage.k8s.io/") {
			t.Errorf("%s needs an API that may not be there", each)
		}
	}
}
