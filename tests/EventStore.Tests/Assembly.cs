using Accompagnement.Tests.Commun;

[assembly: AssemblyFixture(typeof(FinDesTests))]
