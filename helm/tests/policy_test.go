package tests

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	rbac "k8s.io/api/rbac/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/pod-security-admission/api"
	podsecurity "k8s.io/pod-security-admission/policy"
)

// The pod of an object that has one.
func podOf(t *testing.T, of object) *core.PodSpec {
	t.Helper()
	switch workload := decode(t, of).(type) {
	case *apps.DaemonSet:
		return &workload.Spec.Template.Spec
	case *apps.Deployment:
		return &workload.Spec.Template.Spec
	case *apps.StatefulSet:
		return &workload.Spec.Template.Spec
	case *core.Pod:
		return &workload.Spec
	default:
		return nil
	}
}

func containersOf(pod *core.PodSpec) []core.Container {
	return slices.Concat(pod.InitContainers, pod.Containers)
}

func forAllPods(t *testing.T, check func(t *testing.T, of object, pod *core.PodSpec)) {
	t.Helper()
	forAll(t, func(t *testing.T, objects []object) {
		for _, each := range objects {
			if pod := podOf(t, each); pod != nil {
				check(t, each, pod)
			}
		}
	})
}

func TestOnlyTheNodePluginIsPrivileged(t *testing.T) {
	forAllPods(t, func(t *testing.T, of object, pod *core.PodSpec) {
		if pod.HostNetwork || pod.HostPID || pod.HostIPC {
			t.Errorf("%s shares a namespace with its host", of)
		}
		for _, container := range containersOf(pod) {
			ours := container.Name == "node" || strings.HasPrefix(container.Name, "pool-")
			plugin := of.GetKind() == "DaemonSet" && ours
			context := container.SecurityContext
			if context == nil {
				t.Fatalf("%s: %s has no security context", of, container.Name)
			}
			if privileged := context.Privileged != nil && *context.Privileged; privileged != plugin {
				t.Errorf("%s: %s privileged=%v", of, container.Name, privileged)
			}
			if plugin {
				continue
			}
			if context.AllowPrivilegeEscalation == nil || *context.AllowPrivilegeEscalation {
				t.Errorf("%s: %s may gain privileges", of, container.Name)
			}
			dropped := context.Capabilities
			if dropped == nil || !slices.Equal(dropped.Drop, []core.Capability{"ALL"}) || len(dropped.Add) > 0 {
				t.Errorf("%s: %s has capabilities", of, container.Name)
			}
		}
	})
}

// The Service of S3 is named so that its link, CISTERN_S3_PORT=tcp://..., would be taken for the gateway's configuration.
func TestNoPodIsGivenLinksToServices(t *testing.T) {
	forAllPods(t, func(t *testing.T, of object, pod *core.PodSpec) {
		if pod.EnableServiceLinks == nil || *pod.EnableServiceLinks {
			t.Errorf("%s is given links to services", of)
		}
	})
}

func TestOnlyTheNodePluginSeesItsHost(t *testing.T) {
	forAllPods(t, func(t *testing.T, of object, pod *core.PodSpec) {
		for _, volume := range pod.Volumes {
			if volume.HostPath != nil && of.GetKind() != "DaemonSet" {
				t.Errorf("%s mounts %s of its host", of, volume.HostPath.Path)
			}
		}
		if of.GetKind() == "DaemonSet" {
			return
		}
		context := pod.SecurityContext
		if context == nil || context.RunAsNonRoot == nil || !*context.RunAsNonRoot || *context.RunAsUser == 0 {
			t.Errorf("%s runs as root", of)
		}
	})
}

func TestEveryRootFilesystemIsReadOnly(t *testing.T) {
	forAllPods(t, func(t *testing.T, of object, pod *core.PodSpec) {
		for _, container := range containersOf(pod) {
			readOnly := container.SecurityContext.ReadOnlyRootFilesystem
			if readOnly == nil || !*readOnly {
				t.Errorf("%s: the root filesystem of %s can be written", of, container.Name)
			}
		}
		profile := pod.SecurityContext.SeccompProfile
		if profile == nil || profile.Type != core.SeccompProfileTypeRuntimeDefault {
			t.Errorf("%s has no seccomp profile", of)
		}
	})
}

func TestEveryContainerSaysWhatItNeedsAndEveryServiceIsProbed(t *testing.T) {
	forAllPods(t, func(t *testing.T, of object, pod *core.PodSpec) {
		for _, container := range containersOf(pod) {
			if container.Resources.Requests.Memory().IsZero() && of.GetKind() != "Pod" {
				t.Errorf("%s: %s asks for no memory", of, container.Name)
			}
			service := slices.Contains([]string{"node", "controller", "gateway"}, container.Name)
			if service && (container.LivenessProbe == nil || container.ReadinessProbe == nil || container.StartupProbe == nil) {
				t.Errorf("%s: %s is not probed", of, container.Name)
			}
		}
	})
}

func TestNobodyGetsATokenButTheController(t *testing.T) {
	forAllPods(t, func(t *testing.T, of object, pod *core.PodSpec) {
		mounted := pod.AutomountServiceAccountToken == nil || *pod.AutomountServiceAccountToken
		if mounted != (of.GetName() == release+"-controller") {
			t.Errorf("%s: token mounted=%v", of, mounted)
		}
	})
}

func TestTheGatewaysOwnContainerHasNoToken(t *testing.T) {
	forAll(t, func(t *testing.T, objects []object) {
		pod := podsNamed(t, objects, release+"-gateway")
		if pod == nil {
			return
		}
		for _, mount := range pod.Containers[0].VolumeMounts {
			if mount.Name == "token" {
				t.Error("the gateway mounts the token of its sidecar")
			}
		}
	})
}

// What the sidecars ask of the API server, each verb of it known and wanted.
var allowed = map[string][]string{
	"persistentvolumes":                  {"create", "delete", "get", "list", "patch", "watch"},
	"persistentvolumeclaims":             {"get", "list", "update", "watch"},
	"persistentvolumeclaims/status":      {"patch"},
	"events":                             {"create", "get", "list", "patch", "update", "watch"},
	"nodes":                              {"get", "list", "watch"},
	"pods":                               {"get", "list", "watch"},
	"storageclasses":                     {"get", "list", "watch"},
	"csinodes":                           {"get", "list", "watch"},
	"volumeattributesclasses":            {"get", "list", "watch"},
	"volumesnapshots":                    {"get", "list", "update", "watch"},
	"volumesnapshotclasses":              {"get", "list", "watch"},
	"volumesnapshotcontents":             {"get", "list", "patch", "update", "watch"},
	"volumesnapshotcontents/status":      {"patch", "update"},
	"volumegroupsnapshotclasses":         {"get", "list", "watch"},
	"volumegroupsnapshotcontents":        {"get", "list", "patch", "update", "watch"},
	"volumegroupsnapshotcontents/status": {"patch", "update"},
	"snapshotmetadataservices":           {"get", "list", "watch"},
	"tokenreviews":                       {"create"},
	"subjectaccessreviews":               {"create"},
	"buckets":                            {"get", "list", "patch", "update", "watch"},
	"buckets/status":                     {"get", "patch", "update"},
	"buckets/finalizers":                 {"update"},
	"bucketaccesses":                     {"delete", "get", "list", "patch", "update", "watch"},
	"bucketaccesses/status":              {"get", "patch", "update"},
	"bucketaccesses/finalizers":          {"update"},
	"bucketclaims":                       {"get", "update"},
	"bucketclaims/status":                {"update"},
	"bucketclasses":                      {"get"},
	"bucketaccessclasses":                {"get"},
	// COSI's sidecar writes the credentials of an access into the Secret that its pod names.
	"secrets": {"create", "delete", "get", "list", "update", "watch"},
	// In the release's namespace only.
	"leases":               {"create", "delete", "get", "list", "patch", "update", "watch"},
	"csistoragecapacities": {"create", "delete", "get", "list", "patch", "update", "watch"},
	"replicasets":          {"get"},
}

func TestRolesAreNoWiderThanTheSidecarsNeed(t *testing.T) {
	forAll(t, func(t *testing.T, objects []object) {
		for _, each := range objects {
			var rules []rbac.PolicyRule
			switch role := decode(t, each).(type) {
			case *rbac.ClusterRole:
				rules = role.Rules
			case *rbac.Role:
				rules = role.Rules
			}
			for _, rule := range rules {
				for _, resource := range rule.Resources {
					for _, verb := range rule.Verbs {
						if !slices.Contains(allowed[resource], verb) {
							t.Errorf("%s may %s %s", each, verb, resource)
						}
					}
					inNamespace := slices.Contains([]string{"leases", "csistoragecapacities", "replicasets"}, resource)
					if inNamespace && each.GetKind() != "Role" {
						t.Errorf("%s reaches %s of every namespace", each, resource)
					}
				}
				if len(rule.NonResourceURLs) > 0 {
					t.Errorf("%s may reach %v", each, rule.NonResourceURLs)
				}
			}
		}
	})
}

func TestNothingSecretStandsOutsideSecrets(t *testing.T) {
	forAll(t, func(t *testing.T, objects []object) {
		var secrets []string
		for _, each := range objects {
			if secret, is := decode(t, each).(*core.Secret); is {
				for key, value := range secret.Data {
					if !strings.HasSuffix(key, ".crt") {
						secrets = append(secrets, string(value), base64.StdEncoding.EncodeToString(value))
					}
				}
			}
		}
		for _, each := range objects {
			if each.GetKind() == "Secret" {
				continue
			}
			for _, secret := range secrets {
				if strings.Contains(string(each.text), secret) {
					t.Errorf("%s tells a secret", each)
				}
			}
			if strings.Contains(string(each.text), "PRIVATE KEY") {
				t.Errorf("%s has a private key", each)
			}
		}
		if pod := podsNamed(t, objects, release+"-gateway"); pod != nil {
			for _, variable := range pod.Containers[0].Env {
				if strings.HasSuffix(variable.Name, "ACCESS_KEY") || strings.HasSuffix(variable.Name, "SECRET_KEY") {
					if variable.ValueFrom == nil || variable.ValueFrom.SecretKeyRef == nil {
						t.Errorf("%s is not from a Secret", variable.Name)
					}
				}
			}
		}
	})
}

func podsNamed(t *testing.T, objects []object, name string) *core.PodSpec {
	t.Helper()
	for _, each := range objects {
		if each.GetName() == name {
			if pod := podOf(t, each); pod != nil {
				return pod
			}
		}
	}
	return nil
}

// As the API server's own admission would judge them.
func TestAllButTheNodePluginPassTheRestrictedPodSecurityStandard(t *testing.T) {
	evaluator, err := podsecurity.NewEvaluator(podsecurity.DefaultChecks(), nil)
	if err != nil {
		t.Fatal(err)
	}
	restricted := api.LevelVersion{Level: api.LevelRestricted, Version: api.LatestVersion()}
	forAllPods(t, func(t *testing.T, of object, pod *core.PodSpec) {
		verdict := podsecurity.AggregateCheckResults(evaluator.EvaluatePod(restricted, &meta.ObjectMeta{}, pod))
		if verdict.Allowed == (of.GetKind() == "DaemonSet") {
			t.Errorf("%s: allowed=%v %s", of, verdict.Allowed, verdict.ForbiddenDetail())
		}
	})
}
