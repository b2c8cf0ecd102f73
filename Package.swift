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
    .target(name: "DiagnosticPages", cSettings: [.treatAllWarnings(as: .error)]),
    .target(name: "Diagnostics", dependencies: ["DiagnosticPages"], swiftSettings: shipped),
    .target(
      name: "MarkedYAML", dependencies: ["Diagnostics", "CLibYAML"], swiftSettings: shipped),
    .target(name: "SQLTemplates", cSettings: [.treatAllWarnings(as: .error)]),
    .target(
      name: "PlanCompiler", dependencies: ["Diagnostics", "MarkedYAML", "SQLTemplates"],
      swiftSettings: shipped),
    .target(name: "CodeReferences", dependencies: ["Diagnostics"], swiftSettings: shipped),
    .systemLibrary(
      name: "CMariaDB", pkgConfig: "libmariadb", providers: [.apt(["libmariadb-dev"])]),
    .target(
      name: "LiveServer",
      dependencies: [
        "PlanCompiler", .target(name: "CMariaDB", condition: .when(traits: ["LiveServer"])),
      ], swiftSettings: shipped),
    .executableTarget(
      name: "planc",
      dependencies: [
        "CodeReferences", "Diagnostics", "LiveServer", "MarkedYAML", "PlanCompiler",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: shipped),
    .target(name: "PlancTestSupport", dependencies: ["Diagnostics"], swiftSettings: shipped),
    .testTarget(
      name: "DiagnosticsTests", dependencies: ["Diagnostics", "PlancTestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "MarkedYAMLTests", dependencies: ["MarkedYAML", "Diagnostics", "PlancTestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "PlanCompilerTests",
      dependencies: ["PlanCompiler", "Diagnostics", "MarkedYAML", "PlancTestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "CodeReferencesTests",
      dependencies: ["CodeReferences", "Diagnostics", "PlancTestSupport"], exclude: ["Corpus"],
      swiftSettings: house),
    .testTarget(
      name: "PlancTests",
      dependencies: ["planc", "PlanCompiler", "Diagnostics", "PlancTestSupport"],
      exclude: ["Application"],
      swiftSettings: house),
    .testTarget(
      name: "LiveTests",
      dependencies: ["Diagnostics", "LiveServer", "PlanCompiler", "PlancTestSupport"],
      swiftSettings: house),
  ],
  swiftLanguageModes: [.v6],
  // `#embed`
  cLanguageStandard: .c2x
)
