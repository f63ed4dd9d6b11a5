# LemonLDAP::NG's portal as Debian packages it, for ops/fournisseur: its own sign-in pages and OpenID Connect service, with a few
# invented accounts instead of a directory. An account's password is its name: it listens on the loopback, for a try.
use strict;
use warnings;

# The portal wants a captcha module even where none is asked for; its own needs an image library.
package Lemonldap::NG::Portal::Captcha::Aucun;
use Mouse;
extends 'Lemonldap::NG::Common::Module';
sub init { 1 }
$INC{'Lemonldap/NG/Portal/Captcha/Aucun.pm'} = __FILE__;

package main;
use Lemonldap::NG::Portal::Main;
use Lemonldap::NG::Portal::UserDB::Demo;
use Plack::App::File;
use Plack::Builder;

%Lemonldap::NG::Portal::UserDB::Demo::demoAccounts = map { $_->[0] => { uid => $_->[0], cn => $_->[1], mail => "$_->[0]\@essai.invalid" } }
    [ claire => 'Claire Delattre' ], [ karim => 'Karim Benali' ], [ luc => 'Luc Fournier' ], [ nemo => 'Nemo Sans-Groupe' ];
%Lemonldap::NG::Portal::UserDB::Demo::demoGroups = ();

builder {
    mount '/static' => Plack::App::File->new(root => '/usr/share/lemonldap-ng/portal/htdocs/static')->to_app;
    mount '/' => Lemonldap::NG::Portal::Main->run({});
};
