# Sourced by checks that send what Jaeger's own clients send: puts jaeger-thrift and its libraries into target/jaeger-thrift, exports that
# folder as JAEGER_THRIFT.
JAEGER_THRIFT=$PWD/target/jaeger-thrift/lib
if [ ! -e target/jaeger-thrift/ready ]; then
  mkdir -p target/jaeger-thrift
  cat >target/jaeger-thrift/pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>check</groupId>
  <artifactId>jaeger-thrift-client</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>io.jaegertracing</groupId><artifactId>jaeger-thrift</artifactId><version>1.8.1</version></dependency>
    <dependency><groupId>org.apache.thrift</groupId><artifactId>libthrift</artifactId><version>0.14.1</version></dependency>
  </dependencies>
</project>
POM
  if mvn -B -q -f target/jaeger-thrift/pom.xml dependency:copy-dependencies -DoutputDirectory=lib -DincludeScope=runtime >target/jaeger-thrift/log 2>&1; then
    touch target/jaeger-thrift/ready
  else
    echo "SKIP: jaeger-thrift can't be fetched"
    return 1
  fi
fi
