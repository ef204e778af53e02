# One public command for each habit. `make help` lists them; continuous integration uses the same ones.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup build test test-kernel test-lvm test-chart demo format conformance-csi conformance-s3 e2e-kubernetes bench-csi bench-s3 bench-lvm images install kind clean

WITH_JDK := . scripts/find-jdk.sh && cistern_find_jdk &&
MVN := $(WITH_JDK) PATH="$$PATH:/usr/sbin:/sbin" ./mvnw -B -ntp

help: ## list the commands
	@awk -F':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## install what is missing on a Debian-like machine (as root), or say what it is
	@scripts/setup.sh test

build: ## build everything, test nothing
	@scripts/setup.sh build
	$(MVN) package -DskipTests

test: ## pass every test; those that mount, attach and kill need root, and are reported as skipped without
	@scripts/setup.sh test
	@[ "$$(id -u)" = 0 ] || echo "make test: not root: the tests that mount, attach and kill will be reported as skipped"
	$(MVN) verify

test-kernel: ## the tests that need more of a kernel than this one gives (online growth of ext4, power cuts), in user-mode Linux
	@scripts/setup.sh kernel
	@scripts/test-kernel.sh

test-chart: ## the Helm chart: what it renders is strictly what Kubernetes accepts, no wider than needed, stable across upgrades
	@scripts/setup.sh chart
	@# The chart is outside of the tests' module: Go would not see that it has changed, and not run them again.
	@PATH="$$PATH:/usr/local/go/bin" go -C helm/tests test -count=1 ./...

test-lvm: ## the tests of LVM pools on a real device mapper: this machine's (root), or user-mode Linux's; LVM_TESTS=all: the long ones, too
	@scripts/setup.sh kernel
	@scripts/test-lvm.sh $(LVM_TESTS)

demo: ## a tour on a throw-away loop pool: create, write, grow, snapshot under load, restore, verify; buckets with aws-cli (root); BACKEND=lvm on an LVM pool
	@scripts/setup.sh test
	@if [ "$(BACKEND)" = lvm ]; then scripts/setup.sh kernel && exec scripts/demo-lvm.sh; fi; \
	[ "$$(id -u)" = 0 ] || { echo "make demo: needs root, for loop devices and mounts: sudo make demo" >&2; exit 1; }; \
	./cistern demo

conformance-csi: ## csi-sanity against the real services, mount and block (root); BACKEND=lvm on an LVM pool
	@scripts/setup.sh sanity
	@[ "$(BACKEND)" != lvm ] || scripts/setup.sh kernel
	@scripts/conformance-csi.sh

conformance-s3: ## aws-cli, s3cmd, rclone, restic and a browser's requests against the packaged gateway
	@scripts/conformance-s3.sh

e2e-kubernetes: ## the cases of e2e/kubernetes on the cluster that KUBECONFIG=FILE names; restarts and removes Cistern there
	@$(if $(KUBECONFIG),KUBECONFIG=$(KUBECONFIG)) e2e/kubernetes/run.sh

bench-csi: ## latencies, throughput, memory and start-up of the CSI services beside their floor (root)
	@scripts/setup.sh test
	@scripts/bench-csi.sh

bench-s3: ## throughput, latencies, CPU and memory of the S3 gateway, beside MinIO if it is on the PATH
	@scripts/setup.sh build
	@scripts/bench-s3.sh

bench-lvm: ## create, snapshot, clone and delete in an LVM pool beside bare lvcreate; on this machine's device mapper (root), or in user-mode Linux
	@scripts/setup.sh kernel
	@scripts/bench-lvm.sh

images: ## the three images, with docker, podman or buildah, or as archives in target/images/ without (root, for all caches)
	@scripts/setup.sh images
	@scripts/images.sh

install: ## into /opt/cistern, with units for systemd and `cistern` on the PATH (root); again: an upgrade
	@scripts/install.sh

kind: ## a cluster in containers with Cistern in it (docker, kind, kubectl, helm); scripts/kind.sh delete removes it
	@scripts/kind.sh

format: ## format the code
	$(MVN) spotless:apply

clean: ## remove what was built
	$(MVN) -q clean
