// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

// Optimised, this takes longer to build and less time to run: for CI and other long runs of tests.
let shipped =
  Context.environment["PLANC_OPTIMIZE"] == nil ? house : house + [.unsafeFlags(["-O"])]

let package = Package(
  name: "planc",
  products: [.executable(name: "planc", targets: ["planc"])],
  traits: [
    .trait(
      name: "LiveServer",
      description: "Connects to servers, through MariaDB Connector/C; the rest works without it."),
    .default(enabledTraits: ["LiveServer"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(name: "Foundations", swiftSettings: shipped),
    .target(name: "DiagnosticPages", cSettings: [.treatAllWarnings(as: .error)]),
    .target(
      name: "Diagnostics", dependencies: ["DiagnosticPages", "Foundations"], swiftSettings: shipped),
    .target(
      name: "LocatedYAML", dependencies: ["CLibYAML", "Diagnostics", "Foundations"],
      swiftSettings: shipped),
    .target(name: "MySQL", dependencies: ["Foundations"], swiftSettings: shipped),
    .target(
      name: "Plans", dependencies: ["Diagnostics", "Foundations", "LocatedYAML", "MySQL"],
      swiftSettings: shipped),
    .target(
      name: "Catalogs",
      dependencies: ["Diagnostics", "Foundations", "LocatedYAML", "MySQL", "Plans"],
      swiftSettings: shipped),
    .target(name: "SQLTemplates", cSettings: [.treatAllWarnings(as: .error)]),
    .target(
      name: "Operations",
      dependencies: [
        "Catalogs", "Diagnostics", "Foundations", "LocatedYAML", "MySQL", "Plans", "SQLTemplates",
      ], swiftSettings: shipped),
    .target(
      name: "CodeReferences", dependencies: ["Diagnostics", "Foundations"], swiftSettings: shipped),
    .systemLibrary(
      name: "CMariaDB", pkgConfig: "libmariadb", providers: [.apt(["libmariadb-dev"])]),
    .target(
      name: "Servers",
      dependencies: [
        "Catalogs", "Foundations", "Operations",
        .target(name: "CMariaDB", condition: .when(traits: ["LiveServer"])),
      ], swiftSettings: shipped),
    .executableTarget(
      name: "planc",
      dependencies: [
        "Catalogs", "CodeReferences", "Diagnostics", "Foundations", "LocatedYAML", "MySQL",
        "Operations", "Plans", "Servers",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: shipped),
    .target(name: "PlancTestSupport", dependencies: ["Diagnostics"], swiftSettings: shipped),
    .testTarget(
      name: "DiagnosticsTests", dependencies: ["Diagnostics", "Foundations", "PlancTestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "LocatedYAMLTests",
      dependencies: ["Diagnostics", "Foundations", "LocatedYAML", "PlancTestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "OperationsTests",
      dependencies: [
        "Catalogs", "Diagnostics", "Foundations", "LocatedYAML", "MySQL", "Operations", "Plans",
        "PlancTestSupport",
      ],
      swiftSettings: house),
    .testTarget(
      name: "CodeReferencesTests",
      dependencies: ["CodeReferences", "Diagnostics", "Foundations", "PlancTestSupport"],
      exclude: ["Corpus"],
      swiftSettings: house),
    .testTarget(
      name: "PlancTests",
      dependencies: [
        "Catalogs", "Diagnostics", "Foundations", "MySQL", "Operations", "Plans",
        "PlancTestSupport",
        "planc",
      ],
      exclude: ["Application"],
      swiftSettings: house),
    .testTarget(
      name: "LiveTests",
      dependencies: [
        "Catalogs", "Diagnostics", "Foundations", "MySQL", "Operations", "Plans",
        "PlancTestSupport",
        "Servers",
      ],
      swiftSettings: house),
  ],
  swiftLanguageModes: [.v6],
  // `#embed`
  cLanguageStandard: .c2x
)
