# Writes the configuration of the try's provider: configurer.pl DOSSIER PORT ADRESSE_DE_L_APPLICATION SECRET NUMERO
# A new number comes with a new signing key.
use strict;
use warnings;
use JSON;

my ($dossier, $port, $application, $secret, $numero) = @ARGV;
my $portail = "http://localhost:$port";
chomp(my $dates = `date +%s`);
my $prive = `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 2>/dev/null`;
open(my $openssl, '|-', "openssl pkey -pubout -out $dossier/publique.pem") or die $!;
print $openssl $prive;
close $openssl;
my $publique = do { local (@ARGV, $/) = "$dossier/publique.pem"; <> };

# What a directory would say of them.
my %matricules = (claire => 'AGT-0001', karim => 'AGT-0042');
my %groupes = (claire => 'GRP_TRAVAILLEUR_SOCIAL', karim => 'GRP_ENCADREMENT', luc => 'GRP_INFORMATIQUE');
my $selon = sub { my %t = @_; join(' : ', (map { "\$uid eq '$_' ? '$t{$_}'" } sort keys %t), "''") };

my %configuration = (
    cfgNum => $numero, cfgAuthor => 'essai', cfgDate => $dates, cfgVersion => '2.16.1',
    portal => "$portail/", domain => 'localhost', cookieName => 'lemonldap', securedCookie => 0, key => $secret,
    authentication => 'Demo', userDB => 'Demo', passwordDB => 'Null', registerDB => 'Null',
    demoExportedVars => { cn => 'cn', mail => 'mail', uid => 'uid' },
    macros => { matricule => $selon->(%matricules), groupes => $selon->(%groupes), _whatToTrace => '$_user' },
    portalDisplayRegister => 0, portalDisplayResetPassword => 0, portalDisplayChangePassword => 0, portalDisplayCertificateResetByMail => 0,
    captcha => '::Captcha::Aucun', captcha_login_enabled => 0, captcha_mail_enabled => 0, captcha_register_enabled => 0,
    locationRules => {}, exportedHeaders => {}, exportedVars => {}, groups => {},
    globalStorage => 'Apache::Session::File',
    globalStorageOptions => { Directory => "$dossier/sessions", LockDirectory => "$dossier/verrous", generateModule => 'Lemonldap::NG::Common::Apache::Session::Generate::SHA256' },
    localSessionStorage => 'Cache::FileCache',
    localSessionStorageOptions => { namespace => 'essai', default_expires_in => 600, directory_umask => '007', cache_root => "$dossier/cache", cache_depth => 3 },
    issuerDBOpenIDConnectActivation => 1, issuerDBOpenIDConnectPath => '^/oauth2/', issuerDBOpenIDConnectRule => 1,
    oidcServiceMetaDataIssuer => $portail,
    oidcServicePrivateKeySig => $prive, oidcServicePublicKeySig => $publique, oidcServiceKeyIdSig => "cle-$numero",
    oidcServiceAllowAuthorizationCodeFlow => 1,
    oidcRPMetaDataOptions => {
        accompagnement => {
            oidcRPMetaDataOptionsClientID => 'accompagnement',
            oidcRPMetaDataOptionsClientSecret => $secret,
            oidcRPMetaDataOptionsRedirectUris => "$application/connexion/retour",
            oidcRPMetaDataOptionsPostLogoutRedirectUris => "$application/deconnexion/retour",
            oidcRPMetaDataOptionsRequirePKCE => 1,
            oidcRPMetaDataOptionsBypassConsent => 1,
            oidcRPMetaDataOptionsLogoutBypassConfirm => 1,
            oidcRPMetaDataOptionsIDTokenSignAlg => 'RS256',
            oidcRPMetaDataOptionsAccessTokenJWT => 1,
            oidcRPMetaDataOptionsAccessTokenSignAlg => 'RS256',
            oidcRPMetaDataOptionsAccessTokenClaims => 1,
            oidcRPMetaDataOptionsAllowPasswordGrant => 1,
        },
    },
    oidcRPMetaDataExportedVars => { accompagnement => { name => 'cn', matricule => 'matricule', groupes => 'groupes' } },
    oidcRPMetaDataOptionsExtraClaims => { accompagnement => { profile => 'name matricule groupes' } },
    oidcRPMetaDataMacros => {}, oidcRPMetaDataScopeRules => {},
);
mkdir "$dossier/$_" for qw(configuration sessions verrous cache);
open(my $json, '>', "$dossier/configuration/lmConf-$numero.json") or die $!;
print $json JSON->new->pretty->canonical->encode(\%configuration);
close $json;

open(my $ini, '>', "$dossier/lemonldap-ng.ini") or die $!;
print $ini <<"INI";
[all]
logLevel = warn
[configuration]
type = File
dirName = $dossier/configuration
[portal]
staticPrefix = /static
templateDir = /usr/share/lemonldap-ng/portal/templates
languages = fr, en
INI
close $ini;
