package tests

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"slices"
	"testing"

	core "k8s.io/api/core/v1"
)

func secretsOf(t *testing.T, objects []object) map[string]map[string][]byte {
	t.Helper()
	found := map[string]map[string][]byte{}
	for _, each := range objects {
		if secret, is := decode(t, each).(*core.Secret); is {
			found[secret.Name] = secret.Data
		}
	}
	return found
}

func only(objects []object, names ...string) []object {
	return slices.DeleteFunc(slices.Clone(objects), func(each object) bool {
		return each.GetKind() != "Secret" || !slices.Contains(names, each.GetName())
	})
}

func TestAnUpgradeKeepsEverySecret(t *testing.T) {
	installed := render(t, ``, full)
	before := secretsOf(t, installed)
	if len(before) != 4 {
		t.Fatalf("%d Secrets", len(before))
	}
	after := secretsOf(t, render(t, `gateway: {region: eu-central-1}`, cluster{full.apis, installed}))
	for name, data := range before {
		for key, value := range data {
			if string(after[name][key]) != string(value) {
				t.Errorf("%s of %s has changed", key, name)
			}
		}
	}
}

func TestTwoInstallationsShareNoSecret(t *testing.T) {
	one, other := secretsOf(t, render(t, ``, full)), secretsOf(t, render(t, ``, full))
	for name, data := range one {
		for key, value := range data {
			if string(other[name][key]) == string(value) {
				t.Errorf("%s of %s is the same", key, name)
			}
		}
	}
}

func TestCertificatesAreOfOneAuthorityAndForTheNamesInUse(t *testing.T) {
	verify(t, secretsOf(t, render(t, ``, full)))
}

func TestADeletedCertificateIsMadeAnewByTheSameAuthority(t *testing.T) {
	installed := render(t, ``, full)
	left := only(installed, "cistern-ca", "cistern-controller-tls", "cistern-s3-root")
	after := secretsOf(t, render(t, ``, cluster{full.apis, left}))
	if string(after["cistern-agent-tls"]["tls.crt"]) == string(secretsOf(t, installed)["cistern-agent-tls"]["tls.crt"]) {
		t.Error("the certificate was not made anew")
	}
	verify(t, after)
}

func TestADeletedAuthorityReplacesAllThatItHadSigned(t *testing.T) {
	left := only(render(t, ``, full), "cistern-agent-tls", "cistern-controller-tls", "cistern-s3-root")
	verify(t, secretsOf(t, render(t, ``, cluster{full.apis, left})))
}

func TestBackupProgramsFindChangedBlocksWithTheSameAuthority(t *testing.T) {
	objects := render(t, `snapshotMetadata: {enabled: true}`, full)
	secrets := secretsOf(t, objects)
	service := find[*snapshotMetadataService](t, objects, "csi.cistern.io")
	if string(service.Spec.CACert) != string(secrets["cistern-ca"]["tls.crt"]) {
		t.Error("it is to be trusted by another authority")
	}
	host, _, err := net.SplitHostPort(service.Spec.Address)
	if err != nil {
		t.Fatal(err)
	}
	verifyOne(t, secrets, "cistern-snapshot-metadata-tls", host)
}

func verify(t *testing.T, secrets map[string]map[string][]byte) {
	t.Helper()
	for name, host := range map[string]string{
		"cistern-agent-tls":      "cistern-agents.cistern-system.svc",
		"cistern-controller-tls": "cistern-controller",
	} {
		verifyOne(t, secrets, name, host)
	}
}

func verifyOne(t *testing.T, secrets map[string]map[string][]byte, name, host string) {
	t.Helper()
	pair, err := tls.X509KeyPair(secrets[name]["tls.crt"], secrets[name]["tls.key"])
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	certificate, err := x509.ParseCertificate(pair.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(secrets[name]["ca.crt"]) {
		t.Fatalf("%s has no authority", name)
	}
	if string(secrets[name]["ca.crt"]) != string(secrets["cistern-ca"]["tls.crt"]) {
		t.Errorf("%s trusts another authority", name)
	}
	for _, usage := range []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth} {
		options := x509.VerifyOptions{Roots: roots, DNSName: host, KeyUsages: []x509.ExtKeyUsage{usage}}
		if _, err := certificate.Verify(options); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
