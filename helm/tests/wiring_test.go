package tests

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	snapshot "github.com/kubernetes-csi/external-snapshotter/client/v8/apis/volumesnapshot/v1"
	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
)

func find[T any](t *testing.T, objects []object, name string) T {
	t.Helper()
	for _, each := range objects {
		if found, is := decode(t, each).(T); is && each.GetName() == name {
			return found
		}
	}
	t.Fatalf("there is no %s", name)
	panic("unreachable")
}

func variable(t *testing.T, pod core.PodSpec, name string) string {
	t.Helper()
	for _, each := range pod.Containers[0].Env {
		if each.Name == name {
			return each.Value
		}
	}
	t.Fatalf("%s is not set", name)
	return ""
}

func TestTheControllerFindsAgentsThatAreNotReady(t *testing.T) {
	objects := render(t, ``, full)
	service := find[*core.Service](t, objects, "cistern-agents")
	if service.Spec.ClusterIP != core.ClusterIPNone || !service.Spec.PublishNotReadyAddresses {
		t.Error("the agents' service hides those that are not ready")
	}
	pod := find[*apps.Deployment](t, objects, "cistern-controller").Spec.Template.Spec
	if agents := variable(t, pod, "CISTERN_CONTROLLER_AGENTS"); agents != "dns:///cistern-agents.cistern-system.svc:9820" {
		t.Error(agents)
	}
}

func TestCopiesAreWhereTheirSourceIs(t *testing.T) {
	pod := find[*apps.Deployment](t, render(t, ``, full), "cistern-controller").Spec.Template.Spec
	if copies := variable(t, pod, "CISTERN_CONTROLLER_COPIES"); copies != "at-source" {
		t.Error(copies)
	}
}

func TestWhyAContainerEndedIsSaidByDescribe(t *testing.T) {
	forAllPods(t, func(t *testing.T, of object, pod *core.PodSpec) {
		for _, container := range containersOf(pod) {
			if container.TerminationMessagePolicy != core.TerminationMessageFallbackToLogsOnError {
				t.Errorf("%s: %s ends without a word", of, container.Name)
			}
		}
	})
}

func TestTheProvisionerAsksOnlyTheChosenNode(t *testing.T) {
	if !slices.Contains(provisioner(t, ``), "--strict-topology") {
		t.Error("the provisioner is not strict")
	}
}

// Its own default is one object a second, for all classes on all nodes.
func TestTheRoomOfNodesIsPublishedAsFastAsClaimsAreMade(t *testing.T) {
	arguments := provisioner(t, `sidecars: {apiQps: 70, apiBurst: 90}`)
	for _, wanted := range []string{"--kube-api-qps=70", "--kube-api-burst=90", "--kube-api-capacity-qps=70", "--kube-api-capacity-burst=90"} {
		if !slices.Contains(arguments, wanted) {
			t.Errorf("no %s in %v", wanted, arguments)
		}
	}
}

func provisioner(t *testing.T, values string) []string {
	t.Helper()
	pod := find[*apps.Deployment](t, render(t, values, full), "cistern-controller").Spec.Template.Spec
	for _, container := range pod.Containers {
		if container.Name == "provisioner" {
			return container.Args
		}
	}
	t.Fatal("no provisioner")
	return nil
}

func TestPoolsAreThoseOfTheirGroup(t *testing.T) {
	objects := render(t, matrix["two groups of nodes"], full)
	fast := find[*apps.DaemonSet](t, objects, "cistern-node-fast").Spec.Template.Spec
	pools := variable(t, fast, "CISTERN_NODE_POOLS")
	if pools != "loop:/mnt/nvme/pool,loop:/mnt/nvme/scratch,loop:/mnt/disk/pool" {
		t.Error(pools)
	}
	if len(fast.InitContainers) != 3 {
		t.Errorf("%d pools are made", len(fast.InitContainers))
	}
	want := []string{"cistern", "pool", "init", "/mnt/nvme/scratch", "--name", "scratch", "--size", "100Gi"}
	if made := fast.InitContainers[1].Command; !slices.Equal(made, want) {
		t.Error(made)
	}
	hostPaths := 0
	for _, volume := range fast.Volumes {
		if volume.HostPath != nil && strings.HasPrefix(volume.HostPath.Path, "/mnt/") {
			hostPaths++
		}
	}
	if hostPaths != 2 {
		t.Errorf("%d directories of pools are mounted", hostPaths)
	}
	slow := find[*apps.DaemonSet](t, objects, "cistern-node-slow").Spec.Template.Spec
	if pools := variable(t, slow, "CISTERN_NODE_POOLS"); pools != "loop:/mnt/disk/pool" {
		t.Error(pools)
	}
}

func TestPoolsOfLvmSeeWhatLvmNeedsAndNoOthersDo(t *testing.T) {
	objects := render(t, matrix["pools of LVM"], full)
	disks := find[*apps.DaemonSet](t, objects, "cistern-node-disks").Spec.Template.Spec
	if pools := variable(t, disks, "CISTERN_NODE_POOLS"); pools != "lvm:data,loop:/mnt/disk/pool" {
		t.Error(pools)
	}
	want := []string{"cistern", "pool", "init", "--vg", "data", "--devices", "/dev/disk/by-id/nvme-*,/dev/sdb", "--name", "fast", "--size", "400Gi"}
	if made := disks.InitContainers[0].Command; !slices.Equal(made, want) {
		t.Error(made)
	}
	given := find[*apps.DaemonSet](t, objects, "cistern-node-given").Spec.Template.Spec
	if pools := variable(t, given, "CISTERN_NODE_POOLS"); pools != "lvm:vg0/thin" {
		t.Error(pools)
	}
	want = []string{"cistern", "pool", "init", "--vg", "vg0", "--thin-pool", "thin", "--name", "fast"}
	if made := given.InitContainers[0].Command; !slices.Equal(made, want) {
		t.Error(made)
	}
	plain := find[*apps.DaemonSet](t, objects, "cistern-node-plain").Spec.Template.Spec
	for _, pod := range []core.PodSpec{disks, given, plain} {
		withLvm := strings.Contains(variable(t, pod, "CISTERN_NODE_POOLS"), "lvm:")
		for _, container := range append(pod.InitContainers, pod.Containers[0]) {
			for _, path := range []string{"/run/lvm", "/run/lock/lvm", "/run/cistern/lvm"} {
				mounted := slices.ContainsFunc(container.VolumeMounts, func(mount core.VolumeMount) bool {
					return mount.MountPath == path
				})
				if mounted != withLvm {
					t.Errorf("%s mounts %s: %v", container.Name, path, mounted)
				}
			}
			// Of whichever kind its pools are, udev is told to leave their volumes alone.
			if !slices.ContainsFunc(container.VolumeMounts, func(mount core.VolumeMount) bool {
				return mount.MountPath == "/run/udev" && !mount.ReadOnly
			}) {
				t.Errorf("%s cannot tell udev anything", container.Name)
			}
		}
	}
}

// A mount that does not propagate is one that pods do not see, or that keeps a volume busy for ever.
func TestWhatTheNodeMountsIsSeenByItsHost(t *testing.T) {
	pod := find[*apps.DaemonSet](t, render(t, ``, full), "cistern-node-default").Spec.Template.Spec
	for _, container := range containersOf(&pod) {
		for _, mount := range container.VolumeMounts {
			mountedIn := mount.Name == "kubelet" || strings.HasPrefix(mount.Name, "pools-")
			both := mount.MountPropagation != nil && *mount.MountPropagation == core.MountPropagationBidirectional
			if mountedIn != both {
				t.Errorf("%s of %s propagates=%v", mount.Name, container.Name, both)
			}
		}
	}
}

func TestOnlyTheControllerReachesAgents(t *testing.T) {
	objects := render(t, ``, full)
	policy := find[*networking.NetworkPolicy](t, objects, "cistern-node")
	for _, rule := range policy.Spec.Ingress {
		for _, port := range rule.Ports {
			if port.Port.String() != "agent" {
				continue
			}
			for _, peer := range rule.From {
				if peer.PodSelector.MatchLabels["app.kubernetes.io/component"] != "controller" || peer.NamespaceSelector != nil {
					t.Errorf("agents are open to %v", peer)
				}
			}
		}
	}
}

func TestSelectorsFindThePodsAndNoOthers(t *testing.T) {
	forAll(t, func(t *testing.T, objects []object) {
		pods := map[string]map[string]string{}
		for _, each := range objects {
			switch workload := decode(t, each).(type) {
			case *apps.DaemonSet:
				pods[each.GetName()] = workload.Spec.Template.Labels
			case *apps.Deployment:
				pods[each.GetName()] = workload.Spec.Template.Labels
			case *apps.StatefulSet:
				pods[each.GetName()] = workload.Spec.Template.Labels
			}
		}
		for _, each := range objects {
			service, is := decode(t, each).(*core.Service)
			if !is {
				continue
			}
			for name, labels := range pods {
				matches := true
				for key, value := range service.Spec.Selector {
					matches = matches && labels[key] == value
				}
				if matches != strings.Contains(name, service.Spec.Selector["app.kubernetes.io/component"]) {
					t.Errorf("%s selects %s: %v", each, name, matches)
				}
			}
		}
	})
}

func TestSnapshotsFollowTheCluster(t *testing.T) {
	for _, each := range render(t, ``, cluster{}) {
		if strings.Contains(each.GetKind(), "Snapshot") || strings.Contains(string(each.text), "csi-snapshotter") {
			t.Errorf("%s on a cluster without snapshots", each)
		}
	}
	velero := "velero.io/csi-volumesnapshot-class"
	class := find[*snapshot.VolumeSnapshotClass](t, render(t, ``, full), "cistern")
	if class.Driver != "csi.cistern.io" || class.Labels[velero] != "true" {
		t.Errorf("%v", class)
	}
}

func TestTheNotesNameTheNextCommands(t *testing.T) {
	files, err := rendered(t, ``, cluster{})
	if err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"get pods", "get csistoragecapacities", "helm test cistern", "cistern-s3-root", "Snapshots are off"} {
		if !strings.Contains(files["NOTES.txt"], command) {
			t.Errorf("the notes do not say %q:\n%s", command, files["NOTES.txt"])
		}
	}
}

// What the chart runs is what this repository builds.
func TestTheChartIsOfThisVersion(t *testing.T) {
	text, err := os.ReadFile("../../pom.xml")
	if err != nil {
		t.Fatal(err)
	}
	version := regexp.MustCompile(`(?m)^  <version>(.*)</version>$`).FindStringSubmatch(string(text))
	if app := load(t).AppVersion(); app != version[1] {
		t.Errorf("the chart runs %s, and this is %s", app, version[1])
	}
}

func TestTheChartBringsItsOwnTest(t *testing.T) {
	if hook := find[*core.Pod](t, render(t, ``, full), "cistern-test").Annotations["helm.sh/hook"]; hook != "test" {
		t.Errorf("the test is a hook of %q", hook)
	}
}
