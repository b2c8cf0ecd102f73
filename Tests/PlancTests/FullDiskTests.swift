import Foundation
import PlancTestSupport
import Testing

/// A disk that fills up while planc writes: a small tmpfs that only the test's own process sees, so
/// that nothing is left to unmount.
struct `A full disk` {
  /// As root, or in a name space of users where the kernel lets everybody have one.
  private static let unshare: [String]? = {
    [["-m"], ["-U", "-r", "-m"]].first { options in
      let script = "mount -t tmpfs -o size=64k none /mnt"
      let output = try? ChildProcess.run("unshare", options + ["sh", "-c", script])
      return output?.exitCode == 0
    }
  }()

  /// 1. the older plan is compiled, 2. the disk is filled up to a rest, 3. the newer plan is
  /// compiled, 4. the disk is emptied, 5. again. Outside of the disk each state is kept.
  private static let script = """
    set -e
    planc=$1; rest=$2
    mkdir disk; mount -t tmpfs -o size=2m none disk
    mkdir disk/plans
    [ -z "$3" ] || { cp older.yaml disk/plans/small.yaml; (cd disk; "$planc" compile -q); }
    mkdir -p disk/generated; cp -a disk/generated before
    cp newer.yaml disk/plans/small.yaml
    head -c "$((rest * 1024))" /dev/zero > disk/rest
    ! cat /dev/zero > disk/filler 2>/dev/null
    rm disk/rest
    code=0; (cd disk; "$planc" compile) 2> said || code=$?
    cp -a disk/generated full
    rm disk/filler
    (cd disk; "$planc" compile -q); cp -a disk/generated after
    exit $code
    """

  @Test(
    .enabled(if: unshare != nil, "no tmpfs can be mounted here: neither as root nor as a user"),
    arguments: [0, 4, 16, 40], [true, false])
  func `leaves every old file whole, and no new one, until there is room`(
    restKiB: Int, isCompiledBefore: Bool
  ) throws {
    let project = try Project([:])
    let newer = Project.plan().replacing("A small move", with: "Another")
    try project.folder.write("older.yaml", Project.plan())
    try project.folder.write("newer.yaml", newer)
    let output = try ChildProcess.run(
      "unshare",
      (Self.unshare ?? []) + [
        "sh", "-c", Self.script, "sh", PlancProgram.path, "\(restKiB)",
        isCompiledBefore ? "yes" : "",
      ], environment: PlancProgram.environment, workingFolder: project.path)
    #expect(output.exitCode == 3, "\(output.stderr)")
    #expect(project.text("said").contains("cannot be written: No space left on device"))
    let before = project.contents("before")
    #expect(before.count == (isCompiledBefore ? 8 : 0))
    #expect(project.contents("full") == before)

    let expected = try Project(["small": newer])
    #expect(try expected.planc("compile").exitCode == 0)
    #expect(project.contents("after") == expected.contents())
  }
}
