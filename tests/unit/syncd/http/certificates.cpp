#include "tests/unit/syncd/http/certificates.hpp"

#include <cstdio>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace fieldbook::syncd {
namespace {

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
  void operator()(std::FILE* file) const { std::fclose(file); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

Owned<EVP_PKEY> make_key() { return Owned<EVP_PKEY>(EVP_EC_gen("P-256")); }

void add_extension(X509* certificate, X509* issuer, int which, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, which, value));
  ASSERT_NE(extension, nullptr) << value;
  X509_add_ext(certificate, extension.get(), -1);
}

Owned<X509> make_certificate(const char* name, long serial, std::chrono::seconds begins,
                             std::chrono::seconds ends, EVP_PKEY* key) {
  Owned<X509> out(X509_new());
  X509_set_version(out.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(out.get()), serial);
  X509_gmtime_adj(X509_getm_notBefore(out.get()), begins.count());
  X509_gmtime_adj(X509_getm_notAfter(out.get()), ends.count());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(out.get()), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
  X509_set_pubkey(out.get(), key);
  return out;
}

Owned<std::FILE> open_file(const std::filesystem::path& path) {
  Owned<std::FILE> out(std::fopen(path.c_str(), "w"));
  EXPECT_NE(out, nullptr) << path;
  return out;
}

}  // namespace

struct TestAuthority::State {
  Owned<EVP_PKEY> key = make_key();
  Owned<X509> certificate;
};

TestAuthority::TestAuthority(const std::filesystem::path& folder)
    : state_(std::make_unique<State>()), file_(folder / "ca.pem") {
  using namespace std::chrono_literals;
  X509* certificate = (state_->certificate = make_certificate("Test authority", 1, -24h, 24h * 365,
                                                              state_->key.get()))
                          .get();
  X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
  add_extension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE");
  X509_sign(certificate, state_->key.get(), EVP_sha256());
  PEM_write_X509(open_file(file_).get(), certificate);
}

TestAuthority::~TestAuthority() = default;

void TestAuthority::issue(const Wanted& wanted, const std::filesystem::path& certificate,
                          const std::filesystem::path& key) const {
  const Owned<EVP_PKEY> own = make_key();
  const Owned<X509> leaf =
      make_certificate("Test daemon", wanted.serial, wanted.begins, wanted.ends, own.get());
  X509* issuer = state_->certificate.get();
  X509_set_issuer_name(leaf.get(), X509_get_subject_name(issuer));
  add_extension(leaf.get(), issuer, NID_subject_alt_name, wanted.subject_alternative.c_str());
  X509_sign(leaf.get(), state_->key.get(), EVP_sha256());
  PEM_write_X509(open_file(certificate).get(), leaf.get());
  PEM_write_PrivateKey(open_file(key).get(), own.get(), nullptr, nullptr, 0, nullptr, nullptr);
}

}  // namespace fieldbook::syncd
